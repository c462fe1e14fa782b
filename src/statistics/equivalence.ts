import type { PairedT } from './paired-t.js';
import { upperTProbability } from './student-t.js';

/**
 * Two one-sided tests (Schuirmann, J. Pharmacokin. Biopharm. 15, 1987): the p of "the true mean
 * difference is not inside ±margin". It is below alpha exactly when the 1 − 2·alpha Student-t
 * interval lies inside the margin.
 */
export function equivalencePValue(test: PairedT, margin: number): number {
  const above = upperTProbability((test.mean + margin) / test.standardError, test.degreesOfFreedom);
  const below = upperTProbability((margin - test.mean) / test.standardError, test.degreesOfFreedom);
  return Math.max(above, below);
}
