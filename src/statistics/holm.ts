/** What Holm's procedure says of one hypothesis of a family. */
export interface HolmDecision {
  /** Smallest family-wise alpha at which it would be rejected; at most 1. */
  readonly adjustedPValue: number;
  readonly rejected: boolean;
  /**
   * The significance level this hypothesis was held against: alpha / (m − j + 1) if rejected at step j,
   * and the level of the step that stopped the procedure, alpha / (m − r), for all r + 1 … m.
   */
  readonly level: number;
}

/**
 * Holm's step-down procedure (S. Holm, Scand. J. Statist. 6, 1979): the chance of rejecting any true
 * hypothesis is at most `alpha`, whatever the dependence. Decisions come in the order of `pValues`.
 *
 * A two-sided interval at 1 − `level` excludes 0 exactly when the hypothesis is rejected, i.e. when
 * its adjusted p < alpha: for a rejected one because p < level, for the others because their p is no
 * smaller than the one that stopped the procedure. Each such interval contains the plain 1 − alpha
 * interval, so it covers at least as often; the family-wise guarantee is on excluding 0, not on all
 * intervals covering at once.
 */
export function holm(pValues: readonly number[], alpha: number): HolmDecision[] {
  const ascending = pValues.map((pValue, index) => ({ pValue, index })).sort((a, b) => a.pValue - b.pValue);
  const decisions = new Map<number, HolmDecision>();
  let adjustedPValue = 0;
  let stoppedAt: number | undefined;
  for (const [step, { pValue, index }] of ascending.entries()) {
    const remaining = pValues.length - step;
    adjustedPValue = Math.max(adjustedPValue, Math.min(1, remaining * pValue));
    const rejected = adjustedPValue < alpha;
    if (!rejected) stoppedAt ??= remaining;
    decisions.set(index, { adjustedPValue, rejected, level: alpha / (stoppedAt ?? remaining) });
  }
  return [...decisions].sort(([a], [b]) => a - b).map(([, decision]) => decision);
}
