import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean, standardDeviation } from '../../../src/statistics/summary.js';

const values = fc.array(
  fc.double({ min: -1, max: 1, noNaN: true }).filter((value) => Math.abs(value) > 1e-9),
  {
    minLength: 2,
    maxLength: 12,
  },
);

test.each([
  ['huge', 2 ** 1020],
  ['tiny', 2 ** -950],
])('numbers that are %s have the mean and the spread that they have as ordinary ones', (_, scale) => {
  fc.assert(
    fc.property(values, (ordinary) => {
      const scaled = ordinary.map((value) => value * scale);
      expect(mean(scaled) / scale).toBe(mean(ordinary));
      expect((standardDeviation(scaled) ?? NaN) / scale).toBe(standardDeviation(ordinary));
    }),
  );
});

test('equal numbers have their own mean and no spread, of any size', () => {
  for (const value of [0, 0.1, 1e300, 1e-300, -7]) {
    expect(mean([value, value, value])).toBe(value);
    expect(standardDeviation([value, value, value])).toBe(0);
  }
});
