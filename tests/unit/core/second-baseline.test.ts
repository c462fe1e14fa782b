import fc from 'fast-check';
import { expect, test } from 'vitest';
import { executedSeedIndex, SECOND_BASELINE_ID } from '../../../src/core/second-baseline.js';

const indices = fc.uniqueArray(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 20 });

test('trials run at the seeds they are paired at', () => {
  expect(executedSeedIndex('conv2', 4, [0, 4])).toBe(4);
});

test('the second baseline runs at seeds that nothing else runs at', () => {
  fc.assert(
    fc.property(indices, (all) => {
      const executed = all.map((seedIndex) => executedSeedIndex(SECOND_BASELINE_ID, seedIndex, all));
      expect(new Set([...all, ...executed]).size).toBe(2 * all.length);
    }),
  );
});

test('more seeds move none that have run', () => {
  const executed = (all: readonly number[]) => executedSeedIndex(SECOND_BASELINE_ID, 2, all);
  expect(executed([0, 1, 2])).toBe(1002);
  expect(executed([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toBe(1002);
});
