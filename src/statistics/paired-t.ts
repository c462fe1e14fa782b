import { mean, standardDeviation } from './summary.js';
import { criticalT, twoSidedTProbability } from './student-t.js';

/** The paired t-test of differences with a spread (Student 1908). */
export interface PairedT {
  readonly pairs: number;
  readonly mean: number;
  /** Of the differences, n − 1; larger than 0. */
  readonly standardDeviation: number;
  readonly standardError: number;
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Mean difference over the standard deviation of the differences (d_z, Cohen 1988). */
  readonly effectSize: number;
}

/**
 * Tests whether the mean of paired differences is 0. Undefined for fewer than two differences and
 * for differences that are all equal: there the statistic would be infinite and p = 0 a lie.
 */
export function pairedT(differences: readonly number[]): PairedT | undefined {
  const deviation = standardDeviation(differences);
  if (deviation === undefined || deviation === 0) return undefined;
  const pairs = differences.length;
  const centre = mean(differences);
  const standardError = deviation / Math.sqrt(pairs);
  const statistic = centre / standardError;
  return {
    pairs,
    mean: centre,
    standardDeviation: deviation,
    standardError,
    statistic,
    degreesOfFreedom: pairs - 1,
    pValue: twoSidedTProbability(statistic, pairs - 1),
    effectSize: centre / deviation,
  };
}

/** Student-t interval of the mean difference; `alpha` is 1 − level. */
export function pairedTInterval(test: PairedT, alpha: number): { low: number; high: number; level: number } {
  const halfWidth = criticalT(alpha / 2, test.degreesOfFreedom) * test.standardError;
  return { low: test.mean - halfWidth, high: test.mean + halfWidth, level: 1 - alpha };
}
