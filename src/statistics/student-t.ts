import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';

/** P(|T| ≥ |statistic|) for Student's t. */
export function twoSidedTProbability(statistic: number, degreesOfFreedom: number): number {
  return Math.min(1, 2 * cdf(-Math.abs(statistic), degreesOfFreedom));
}

/** P(T ≥ statistic) for Student's t. */
export function upperTProbability(statistic: number, degreesOfFreedom: number): number {
  return cdf(-statistic, degreesOfFreedom);
}

/** The value that T exceeds with the given (small) probability. */
export function criticalT(upperProbability: number, degreesOfFreedom: number): number {
  // The lower tail keeps the digits that 1 − probability would lose.
  return -quantile(upperProbability, degreesOfFreedom);
}
