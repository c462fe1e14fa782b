import { magnitude } from './spread.js';

/** Beyond this many pairs the sign patterns are too many to count exactly. */
export const SIGN_FLIP_LIMIT = 40;

/** Sums that differ by less than this part of the largest possible sum are ties. */
const TIE_TOLERANCE = 1e-12;

/**
 * Exact two-sided sign-flip (Fisher's paired randomisation) test of the mean difference: the share of
 * all 2^n sign patterns whose sum is at least as far from 0 as the observed one, ties included.
 * Every pattern is counted, by meeting in the middle: the sums of each half are sorted and joined
 * (Horowitz and Sahni 1974), 2^(n/2) work. Undefined without pairs and beyond SIGN_FLIP_LIMIT.
 */
export function signFlipPValue(differences: readonly number[]): number | undefined {
  const pairs = differences.length;
  if (pairs === 0 || pairs > SIGN_FLIP_LIMIT) return undefined;
  const scale = magnitude(differences);
  if (scale === 0) return 1;
  // Scaled, so that differences of any size neither overflow nor vanish.
  const scaled = differences.map((difference) => difference / scale);
  const observed = Math.abs(scaled.reduce((total, difference) => total + difference, 0));
  const least = observed - TIE_TOLERANCE * pairs;
  if (least <= 0) return 1;
  const half = Math.ceil(pairs / 2);
  // By symmetry as many patterns lie below −least as above it.
  const above = countSumsFrom(patternSums(scaled.slice(0, half)), patternSums(scaled.slice(half)), least);
  return (2 * above) / 2 ** pairs;
}

/** The smallest p the sign-flip test can give with this many pairs: 2 / 2^n. */
export function smallestSignFlipPValue(pairs: number): number {
  return 2 / 2 ** pairs;
}

/** The fewest pairs with which the sign-flip test can fall below `alpha`. */
export function pairsForSignFlip(alpha: number): number {
  let pairs = 1;
  while (smallestSignFlipPValue(pairs) >= alpha) pairs += 1;
  return pairs;
}

function patternSums(differences: readonly number[]): Float64Array {
  let sums = new Float64Array([0]);
  for (const difference of differences) {
    const next = new Float64Array(2 * sums.length);
    for (const [index, sum] of sums.entries()) {
      next[2 * index] = sum - difference;
      next[2 * index + 1] = sum + difference;
    }
    sums = next;
  }
  return sums.sort();
}

/** How many pairs (a, b) of the sorted lists have a + b ≥ least. */
function countSumsFrom(first: Float64Array, second: Float64Array, least: number): number {
  let count = 0;
  let from = second.length;
  for (const sum of first) {
    while (from > 0 && sum + (second[from - 1] ?? Number.NaN) >= least) from -= 1;
    count += second.length - from;
  }
  return count;
}
