/** One metric of one trial over its completed runs. */
export interface Summary {
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation (n − 1); absent for n = 1. */
  readonly standardDeviation?: number;
  /** In the order of the seed indices that completed. */
  readonly values: readonly { readonly seedIndex: number; readonly value: number }[];
}

/** Trial minus baseline over the seeds completed in both. */
export interface Effect {
  readonly pairs: number;
  readonly meanDifference: number;
  readonly differences: readonly { readonly seedIndex: number; readonly difference: number }[];
  /** How the differences behave; each state has only the statistics that mean something in it. */
  readonly inference: Inference;
}

/** What the differences of an effect allow to say. */
export type Inference =
  /** One pair: an anecdote. */
  | { readonly kind: 'single-pair' }
  /** No number of any trial varies over the seeds: the difference is exact, there is nothing to test. */
  | { readonly kind: 'exact' }
  /**
   * The difference is the same at every seed, though the script's numbers vary (a coarse metric, few
   * seeds): a t-test has no spread to work with, only the sign-flip test says something. It takes the
   * t-test's place in Holm's adjustment.
   */
  | {
      readonly kind: 'constant-difference';
      readonly signFlipPValue: number;
      readonly smallestSignFlipPValue: number;
      readonly adjustedPValue: number;
    }
  | {
      readonly kind: 'paired-t';
      /** Of the differences, n − 1. */
      readonly standardDeviation: number;
      /** 95 % Student-t interval of this difference alone. */
      readonly interval: Interval;
      /**
       * Student-t interval at the level Holm tested this trial at (`interval.level`): it excludes 0
       * just when the adjusted p < alpha. For exploratory metrics equal to `interval`.
       */
      readonly adjustedInterval: Interval;
      readonly pValue: number;
      /** Holm over the trials of the primary metric; for exploratory metrics equal to `pValue`. */
      readonly adjustedPValue: number;
      /** Exact two-sided sign-flip test; absent beyond 40 pairs, where it is not computed. */
      readonly signFlipPValue?: number;
      /** The smallest p the sign-flip test can give with this many pairs: 2 / 2^n. */
      readonly smallestSignFlipPValue: number;
      /** Mean difference over the standard deviation of the differences (d_z). */
      readonly effectSize: number;
    };

/** A confidence interval; `level` is 0.95 for 95 %. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}
