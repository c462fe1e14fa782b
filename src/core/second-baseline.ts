import type { Trial } from './trial.js';

/**
 * The A/A comparison: the baseline once more at other seeds. It is paired with the baseline as any trial is,
 * so that its difference shows what a difference looks like that the seed alone made.
 */
export const SECOND_BASELINE_ID = 'second-baseline';

export const secondBaselineTrial: Trial = { id: SECOND_BASELINE_ID, componentIds: [], change: 'none' };

/** Seed indices are moved by a multiple of this. */
const STEP = 1000;

/**
 * The seed index that a run of a trial executes. The second baseline's are moved beyond all of the study's
 * own, by a distance that does not change when a study gets more seeds: its finished runs stay valid.
 */
export function executedSeedIndex(trialId: string, seedIndex: number, seedIndices: readonly number[]): number {
  if (trialId !== SECOND_BASELINE_ID) return seedIndex;
  return seedIndex + STEP * (1 + Math.floor(Math.max(...seedIndices) / STEP));
}
