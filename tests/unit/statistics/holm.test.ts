import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holm } from '../../../src/statistics/holm.js';
import { pairedT, pairedTInterval, type PairedT } from '../../../src/statistics/paired-t.js';

const pValue = fc.double({ min: 0, max: 1, noNaN: true });
const differences = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 3, maxLength: 8 });
const families = fc
  .array(differences, { minLength: 1, maxLength: 8 })
  .map((family) => family.map(pairedT).filter((test): test is PairedT => test !== undefined));

describe('Holm adjustment', () => {
  it('gives the textbook values', () => {
    const adjusted = holm([0.01, 0.04, 0.03, 0.005], 0.05);
    expect(adjusted.map((decision) => Number(decision.adjustedPValue.toFixed(10)))).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(adjusted.map(({ rejected }) => rejected)).toEqual([true, false, false, true]);
    expect(adjusted.map(({ level }) => level)).toEqual([0.05 / 3, 0.05 / 2, 0.05 / 2, 0.05 / 4]);
  });

  it('stops at the first that is not rejected, whatever follows', () => {
    // 0.04 alone would pass its step (alpha / 1), but the step before it has stopped the procedure.
    expect(holm([0.03, 0.04], 0.05).map(({ rejected, level }) => [rejected, level])).toEqual([
      [false, 0.025],
      [false, 0.025],
    ]);
  });

  it('lies between the plain p and Bonferroni, in the same order', () => {
    fc.assert(
      fc.property(fc.array(pValue, { minLength: 1, maxLength: 12 }), (pValues) => {
        const decisions = holm(pValues, 0.05);
        pValues.forEach((p, index) => {
          const adjusted = decisions[index]?.adjustedPValue ?? NaN;
          expect(adjusted).toBeGreaterThanOrEqual(p);
          expect(adjusted).toBeLessThanOrEqual(Math.min(1, p * pValues.length));
          pValues.forEach((other, otherIndex) => {
            if (p < other) expect(adjusted).toBeLessThanOrEqual(decisions[otherIndex]?.adjustedPValue ?? NaN);
          });
        });
      }),
    );
  });

  it('has intervals that exclude 0 exactly when the adjusted p is below alpha', () => {
    fc.assert(
      fc.property(families, fc.constantFrom(0.01, 0.05, 0.2), (family, alpha) => {
        const decisions = holm(
          family.map((test) => test.pValue),
          alpha,
        );
        for (const [index, test] of family.entries()) {
          const decision = decisions[index];
          if (decision === undefined) throw new Error('no decision');
          const { low, high, level } = pairedTInterval(test, decision.level);
          expect(low > 0 || high < 0).toBe(decision.adjustedPValue < alpha);
          expect(decision.rejected).toBe(decision.adjustedPValue < alpha);
          expect(level).toBeGreaterThanOrEqual(1 - alpha);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has nothing to say of an empty family', () => {
    expect(holm([], 0.05)).toEqual([]);
  });
});
