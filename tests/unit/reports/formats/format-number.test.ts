import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decimalsOfSpread,
  decimalsWithoutSpread,
  formatBounds,
  formatDifference,
  formatNumber,
  formatPercent,
  formatPValue,
} from '../../../../src/reports/formats/format-number.js';

const finite = fc.double({ min: -1e8, max: 1e8, noNaN: true });

describe('decimals', () => {
  test.each([
    [0.0031, 4],
    [0.12, 2],
    [0.0996, 2],
    [1.4, 1],
    [12, 0],
    [340, -1],
    [2e-8, 9],
  ])('a spread of %d is shown with %d decimals: two significant digits', (spread, decimals) => {
    expect(decimalsOfSpread(spread)).toBe(decimals);
  });

  test.each([
    [0.9722222, 4],
    [0.5, 1],
    [12, 0],
    [1234.5678, 0],
    [0.1 + 0.2, 1],
  ])('%d without a spread has %d decimals', (value, decimals) => {
    expect(decimalsWithoutSpread(value)).toBe(decimals);
  });
});

describe('a number', () => {
  test('has a real minus sign', () => {
    expect(formatNumber(-0.0231, 4)).toBe('−0.0231');
  });

  test('is never a negative zero', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 0, max: 12 }), (value, decimals) => {
        expect(formatNumber(value, decimals)).not.toMatch(/^−0(\.0*)?$/u);
      }),
    );
  });

  test('says the value again to within its last decimal', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const read = Number(formatNumber(value, decimals).replace('−', '-'));
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.500001 * 10 ** -decimals);
      }),
    );
  });

  test('is a power of ten where it would be a row of zeros', () => {
    expect(formatNumber(1.234e-7, 9)).toBe('1.23e−7');
  });

  test('of any size has the digits that its spread allows', () => {
    const shown = [9.0887e299, 9.0887e-301].map((value) => formatNumber(value, decimalsOfSpread(value * 0.00028)));
    expect(shown).toEqual(['9.0887e299', '9.0887e−301']);
    expect(formatNumber(1e-303, decimalsOfSpread(1e-301))).toBe('0');
  });

  test('that is not finite is named', () => {
    expect([Number.NaN, Infinity, -Infinity].map((value) => formatNumber(value, 2))).toEqual(['NaN', '∞', '−∞']);
  });
});

test('a difference has its sign, and a zero has none', () => {
  expect([0.0045, -0.0045, 0, 0.00001].map((value) => formatDifference(value, 3))).toEqual([
    '+0.004',
    '−0.004',
    '0.000',
    '0.000',
  ]);
});

test('an interval that excludes 0 is never shown as one that touches it', () => {
  expect(formatBounds({ low: -0.0213, high: -0.00001, level: 0.95 }, 3)).toEqual({ low: '−0.021', high: '−0.00001' });
  const bound = finite.filter((value) => value === 0 || Math.abs(value) > 1e-90);
  fc.assert(
    fc.property(bound, bound, fc.integer({ min: 0, max: 6 }), (low, high, decimals) => {
      const bounds = formatBounds({ low, high, level: 0.95 }, decimals);
      const signs = [bounds.low, bounds.high].map((text) => Math.sign(Number(text.replaceAll('−', '-'))));
      expect(signs).toEqual([Math.sign(low) + 0, Math.sign(high) + 0]);
    }),
  );
});

test('a p-value never crosses alpha by rounding', () => {
  expect(formatPValue(0.0499999, 0.05)).toBe('0.050000');
});

test('a small p-value is a bound', () => {
  expect(formatPValue(0.0000161, 0.05)).toBe('<0.001');
  expect(formatPValue(1, 0.05)).toBe('1.000');
});

test('percent', () => {
  expect([0.95, 0.995, 1 - 0.05].map(formatPercent)).toEqual(['95 %', '99.5 %', '95 %']);
});
