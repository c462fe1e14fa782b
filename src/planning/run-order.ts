import type { PlannedRun, Trial } from '../core/trial.js';

/**
 * Every trial's first seed, then every trial's second one ...: a broken variant shows early, and a
 * study that is stopped half-way leaves a table that means something.
 */
export function planRuns(
  trials: readonly Trial[],
  seedIndices: readonly number[],
  identityOf: (trial: Trial, seedIndex: number) => string,
): PlannedRun[] {
  return seedIndices.flatMap((seedIndex) =>
    trials.map((trial) => ({ trialId: trial.id, seedIndex, identity: identityOf(trial, seedIndex) })),
  );
}
