import { normalCdf } from './normal-cdf.js';
import { criticalT } from './student-t.js';

/** Steps of Simpson's rule over the distribution of the estimated standard deviation; even. */
const STEPS = 100;

/**
 * Power of the two-sided paired t-test at level `alpha` when the true mean difference is `effectSize`
 * standard deviations (d_z): the tails of the noncentral t distribution, integrated numerically.
 */
export function pairedTPower(effectSize: number, pairs: number, alpha: number): number {
  const critical = criticalT(alpha / 2, pairs - 1);
  const exceeds = noncentralExceedance(pairs - 1, critical);
  return exceeds(effectSize * Math.sqrt(pairs)) + exceeds(-effectSize * Math.sqrt(pairs));
}

/**
 * Power of the two one-sided tests of equivalence at level `alpha` each, when the true difference lies
 * `nearer` and `farther` standard deviations inside the two margins. A lower bound (both tests must
 * succeed; Bonferroni's inequality), close where it is large.
 */
export function equivalencePower(nearer: number, farther: number, pairs: number, alpha: number): number {
  const exceeds = noncentralExceedance(pairs - 1, criticalT(alpha, pairs - 1));
  return Math.max(0, exceeds(nearer * Math.sqrt(pairs)) + exceeds(farther * Math.sqrt(pairs)) - 1);
}

/** For a shift, P(T > threshold): T is a normal shifted by it, over an estimated deviation of 1. */
function noncentralExceedance(degreesOfFreedom: number, threshold: number): (shift: number) => number {
  const weights = chiWeights(degreesOfFreedom);
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0);
  return (shift) =>
    weights.reduce((sum, { deviation, weight }) => sum + weight * normalCdf(shift - threshold * deviation), 0) / whole;
}

/** Simpson weights times the density of √(χ²/df), the estimated over the true deviation; not normalised. */
function chiWeights(degreesOfFreedom: number): { deviation: number; weight: number }[] {
  const spread = 1 / Math.sqrt(2 * degreesOfFreedom);
  const low = Math.max(0, 1 - 8 * spread);
  const high = 1 + 10 * spread;
  const mode = Math.sqrt((degreesOfFreedom - 1) / degreesOfFreedom);
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const deviation = low + ((high - low) * step) / STEPS;
    const simpson = step === 0 || step === STEPS ? 1 : step % 2 === 1 ? 4 : 2;
    const logDensity =
      powerLog(deviation, degreesOfFreedom - 1) -
      powerLog(mode, degreesOfFreedom - 1) -
      (degreesOfFreedom * (deviation ** 2 - mode ** 2)) / 2;
    return { deviation, weight: simpson * Math.exp(logDensity) };
  });
}

/** exponent · log(base), with 0 · log(0) = 0. */
function powerLog(base: number, exponent: number): number {
  return exponent === 0 ? 0 : exponent * Math.log(base);
}
