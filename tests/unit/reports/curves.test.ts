import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MetricPoint } from '../../../src/core/metric.js';
import { curveOf } from '../../../src/reports/analysis/curves.js';

const epochs = (...values: number[]): MetricPoint[] => values.map((value, index) => ({ step: index + 1, value }));

test('the mean and the standard deviation at each step', () => {
  expect(curveOf([epochs(1, 2), epochs(3, 6)])).toEqual({
    axis: 'step',
    steps: 2,
    points: [
      { step: 1, n: 2, mean: 2, low: 2 - Math.SQRT2, high: 2 + Math.SQRT2 },
      { step: 2, n: 2, mean: 4, low: 4 - Math.sqrt(8), high: 4 + Math.sqrt(8) },
    ],
  });
});

test('one run has no spread', () => {
  expect(curveOf([epochs(1, 2)])?.points).toEqual([
    { step: 1, n: 1, mean: 1 },
    { step: 2, n: 1, mean: 2 },
  ]);
});

test('a run that stopped early ends the curve: a mean over other runs is another curve', () => {
  expect(curveOf([epochs(1, 2, 3, 4), epochs(1, 2)])?.steps).toBe(2);
});

test('values without steps, or with repeated ones, are counted', () => {
  const folds = [...epochs(1, 2), ...epochs(3, 4)];
  expect(curveOf([folds])).toMatchObject({ axis: 'value-number', steps: 4 });
  expect(curveOf([[{ value: 1 }, { value: 2 }]])).toMatchObject({ axis: 'value-number', steps: 2 });
});

test('fewer than two shared steps are no curve', () => {
  expect(curveOf([])).toBeUndefined();
  expect(curveOf([epochs(1)])).toBeUndefined();
  expect(curveOf([epochs(1, 2, 3), []])).toBeUndefined();
});

test('long runs keep their first and last step, at most 200 points, in order, each as it was', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 3000 }), (length) => {
      const values = Array.from({ length }, (_, index) => index * 2);
      const curve = curveOf([epochs(...values)]);
      const steps = curve?.points.map(({ step }) => step) ?? [];
      expect(curve?.steps).toBe(length);
      expect(steps.length).toBe(Math.min(200, length));
      expect([steps[0], steps.at(-1)]).toEqual([1, length]);
      expect(new Set(steps).size).toBe(steps.length);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
      expect(curve?.points.every(({ step, mean }) => mean === (step - 1) * 2)).toBe(true);
    }),
  );
});
