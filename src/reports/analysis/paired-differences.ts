import { hasNoSpread, magnitude } from '../../statistics/spread.js';
import type { SeedValue } from './trial-values.js';

/** Trial minus baseline, at the seeds completed in both. */
export interface PairedDifferences {
  readonly differences: readonly { readonly seedIndex: number; readonly difference: number }[];
  readonly spread: DifferenceSpread;
  /** Largest absolute value of the arms; what is 1e-12 of it or less is rounding. */
  readonly scale: number;
}

/** Decides which statistics mean something. */
export type DifferenceSpread =
  | 'single-pair'
  /** The difference does not vary over the seeds, be it by chance or by the nature of the script. */
  | 'constant'
  | 'varying';

/** Pairs a trial with the baseline by seed; undefined where no seed completed in both. */
export function pairBySeed(baseline: readonly SeedValue[], trial: readonly SeedValue[]): PairedDifferences | undefined {
  const ofBaseline = new Map(baseline.map(({ seedIndex, value }) => [seedIndex, value]));
  const pairs = trial.flatMap(({ seedIndex, value }) => {
    const reference = ofBaseline.get(seedIndex);
    return reference === undefined ? [] : [{ seedIndex, value, reference }];
  });
  if (pairs.length === 0) return undefined;
  const differences = pairs.map(({ seedIndex, value, reference }) => ({ seedIndex, difference: value - reference }));
  const references = pairs.map(({ reference }) => reference);
  const values = pairs.map(({ value }) => value);
  const scale = Math.max(magnitude(references), magnitude(values));
  return {
    differences,
    scale,
    spread: spreadOf(
      differences.map(({ difference }) => difference),
      scale,
    ),
  };
}

/** Whether the arms agree at every seed, up to rounding. */
export function isZeroThroughout({ differences, scale }: PairedDifferences): boolean {
  return hasNoSpread([0, ...differences.map(({ difference }) => difference)], scale);
}

function spreadOf(differences: readonly number[], scale: number): DifferenceSpread {
  if (differences.length === 1) return 'single-pair';
  return hasNoSpread(differences, scale) ? 'constant' : 'varying';
}
