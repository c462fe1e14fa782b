import type { Edit } from './edit.js';

/** How the further seeds of a study reach the script. Decided once, the same for all trials. */
export type SeedStrategy =
  /** The script has an option for it: `--seed`, `seed=` (Hydra). */
  | {
      readonly kind: 'option';
      /** `--seed` or `seed` */
      readonly option: string;
      readonly style: 'separate' | 'equals';
      /** The user's own seed: given on the command line, or the option's default. */
      readonly firstSeed: number;
      /** The same seed is seen to reach a data-split call, so the split moves with it. */
      readonly movesSplit: boolean;
    }
  /** A key of a configuration file is set. */
  | { readonly kind: 'config-key'; readonly key: string; readonly firstSeed: number; readonly place: SeedPlace }
  /** The calls that consume a seed get it shifted. */
  | { readonly kind: 'shift'; readonly places: readonly SeedPlace[]; readonly notes?: readonly string[] }
  /**
   * Nothing that a shift could act on: the probe seeds the libraries before the script starts.
   * `notes` name the seeds that were seen and left alone, each with its reason.
   */
  | { readonly kind: 'environment'; readonly notes?: readonly string[] };

/** An expression in the pristine sources that is a seed. */
export interface SeedPlace {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** The expression as it stands. */
  readonly text: string;
}

/** What one seed index adds to every trial, baseline included. Empty for index 0. */
export interface SeedLayer {
  readonly edits: readonly Edit[];
  readonly arguments: readonly string[];
}

/** Whether data splits keep their seed over all runs, so that every run is tested on the same data. */
export type SplitPolicy = 'keep-splits' | 'resample-splits';
