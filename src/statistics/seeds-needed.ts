import { equivalencePower, pairedTPower } from './power.js';

/** Beyond this many seeds the answer is "more than that". */
export const SEEDS_LIMIT = 1000;

/** The chance to detect an effect that a study should have. */
const TARGET_POWER = 0.8;

/** A number of seeds, or more than anybody would run. */
export type SeedsNeeded = { readonly kind: 'seeds'; readonly seeds: number } | { readonly kind: 'beyond-limit' };

/**
 * The fewest seeds with which a two-sided paired t-test at `alpha` detects a true effect of
 * `effectSize` (d_z) with 80 % power. With an observed effect put in, it is a rough guide: the
 * observed effect of a few seeds is itself uncertain.
 */
export function seedsToDetect(effectSize: number, alpha: number): SeedsNeeded {
  return fewest((pairs) => pairedTPower(Math.abs(effectSize), pairs, alpha));
}

/**
 * The fewest seeds with which both one-sided tests at `alpha` show, with 80 % power, that a true
 * difference of `effectSize` standard deviations lies within ±`margin` standard deviations.
 */
export function seedsToShowEquivalence(effectSize: number, margin: number, alpha: number): SeedsNeeded {
  const nearer = margin - Math.abs(effectSize);
  const farther = margin + Math.abs(effectSize);
  return fewest((pairs) => equivalencePower(nearer, farther, pairs, alpha));
}

/** Power rises with the number of pairs, so bisection finds the first that suffices. */
function fewest(power: (pairs: number) => number): SeedsNeeded {
  if (power(SEEDS_LIMIT) < TARGET_POWER) return { kind: 'beyond-limit' };
  let tooFew = 1;
  let enough = SEEDS_LIMIT;
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (power(middle) < TARGET_POWER) tooFew = middle;
    else enough = middle;
  }
  return { kind: 'seeds', seeds: enough };
}
