/** A set of components removed (or replaced) together. The empty set is the baseline. */
export interface Trial {
  /** `baseline`, the component's id, or the group's name. Unique in the study. */
  readonly id: string;
  readonly componentIds: readonly string[];
  /** Findings say "replacing" instead of "removing" where something was put in its place. */
  readonly change: 'none' | 'remove' | 'replace';
}

export const BASELINE_ID = 'baseline';

export const baselineTrial: Trial = { id: BASELINE_ID, componentIds: [], change: 'none' };

/** One training: a trial at one seed. `seedIndex` 0 is the user's own seed. */
export interface PlannedRun {
  readonly trialId: string;
  readonly seedIndex: number;
  /** Hash of all that the run executes; equal keys never run twice. */
  readonly identity: string;
}
