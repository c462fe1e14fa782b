import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equivalencePValue } from '../../../src/statistics/equivalence.js';
import { pairedT, pairedTInterval } from '../../../src/statistics/paired-t.js';
import { pairedTPower } from '../../../src/statistics/power.js';
import { seedsToDetect, seedsToShowEquivalence } from '../../../src/statistics/seeds-needed.js';
import { hasNoSpread } from '../../../src/statistics/spread.js';
import { mean, standardDeviation } from '../../../src/statistics/summary.js';

const differences = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 2, maxLength: 12 });

describe('summary', () => {
  it('uses n − 1, and has no standard deviation for one value', () => {
    expect(mean([1, 2, 3, 4])).toBe(2.5);
    expect(standardDeviation([1, 2, 3, 4])).toBeCloseTo(1.2909944487358056, 14);
    expect(standardDeviation([1])).toBeUndefined();
  });

  it('has exactly no deviation for equal values', () => {
    expect(standardDeviation([0.1, 0.1, 0.1])).toBe(0);
    expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
  });
});

describe('spread', () => {
  it('takes rounding of the arms for what it is, and small real differences too', () => {
    expect(hasNoSpread([1.1 - 1, 0.3 - 0.2], 1.1)).toBe(true);
    expect(hasNoSpread([1e-9, 2e-9])).toBe(false);
    expect(hasNoSpread([0, 0])).toBe(true);
  });
});

describe('paired t-test', () => {
  it('is not defined without spread or with one pair: no p = 0', () => {
    expect(pairedT([0.1, 0.1, 0.1])).toBeUndefined();
    expect(pairedT([0.1])).toBeUndefined();
  });

  it('matches a worked example', () => {
    const test = pairedT([-0.012, -0.009, -0.015, -0.011, -0.008]);
    expect(test?.statistic).toBeCloseTo(-8.981, 3);
    expect(test?.degreesOfFreedom).toBe(4);
    expect(test?.pValue).toBeCloseTo(0.000849, 5);
  });

  it('does not depend on the sign or the unit', () => {
    fc.assert(
      fc.property(differences, fc.constantFrom(-1, 100, 1e-3), (values, factor) => {
        const test = pairedT(values);
        const other = pairedT(values.map((value) => value * factor));
        fc.pre(test !== undefined && other !== undefined && test.standardDeviation > 1e-6);
        expect(other.pValue).toBeCloseTo(test.pValue, 9);
      }),
    );
  });
});

describe('equivalence', () => {
  it('has p < alpha exactly when the 1 − 2·alpha interval is inside the margin', () => {
    fc.assert(
      fc.property(differences, fc.double({ min: 0.1, max: 10, noNaN: true }), (values, margin) => {
        const test = pairedT(values);
        fc.pre(test !== undefined && test.standardDeviation > 1e-6);
        const { low, high } = pairedTInterval(test, 0.1);
        expect(equivalencePValue(test, margin) < 0.05).toBe(-margin < low && high < margin);
      }),
    );
  });
});

describe('seeds needed', () => {
  it('gives the tabled sample sizes of the paired t-test at 80 % power', () => {
    expect(seedsToDetect(0.5, 0.05)).toEqual({ kind: 'seeds', seeds: 34 });
    expect(seedsToDetect(-0.8, 0.05)).toEqual({ kind: 'seeds', seeds: 15 });
    expect(seedsToDetect(0.2, 0.05)).toEqual({ kind: 'seeds', seeds: 199 });
  });

  it('is the first number of seeds with 80 % power, and none for hopeless effects', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.15, max: 3, noNaN: true }), fc.constantFrom(0.05, 0.01), (effect, alpha) => {
        const needed = seedsToDetect(effect, alpha);
        if (needed.kind === 'beyond-limit') throw new Error('within the limit');
        expect(pairedTPower(effect, needed.seeds, alpha)).toBeGreaterThanOrEqual(0.8);
        if (needed.seeds > 2) expect(pairedTPower(effect, needed.seeds - 1, alpha)).toBeLessThan(0.8);
      }),
      { numRuns: 30 },
    );
    expect(seedsToDetect(0, 0.05)).toEqual({ kind: 'beyond-limit' });
  });

  it('asks for more seeds to show equivalence the closer the margin', () => {
    expect(seedsToShowEquivalence(0, 0.5, 0.05)).toEqual({ kind: 'seeds', seeds: 36 });
    expect(seedsToShowEquivalence(0.4, 0.5, 0.05)).toEqual({ kind: 'seeds', seeds: 620 });
    expect(seedsToShowEquivalence(0.6, 0.5, 0.05)).toEqual({ kind: 'beyond-limit' });
  });
});
