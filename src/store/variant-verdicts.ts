import type { KeptEvent } from '../core/event.js';
import type { RecordedTrial } from '../core/study-record.js';
import type { PlannedRun } from '../core/trial.js';
import type { Verdict } from '../core/verdict.js';

/**
 * The last verdict on each trial's variant, by trial id. A verdict on an older variant of the same trial is
 * passed over: `variantKey` has to be the identity of what the trial runs at the first of `seedIndices` now.
 */
export function foldVerdicts(
  events: readonly KeptEvent[],
  runs: readonly PlannedRun[],
  seedIndices: readonly number[],
): Map<string, Verdict> {
  const [firstSeed] = seedIndices;
  const keys = new Map(
    runs.filter(({ seedIndex }) => seedIndex === firstSeed).map(({ trialId, identity }) => [trialId, identity]),
  );
  return new Map(
    events.flatMap((event) =>
      event.type === 'variant-judged' && keys.get(event.trialId) === event.variantKey
        ? [[event.trialId, event.verdict] as const]
        : [],
    ),
  );
}

/** The trials of a plan with their verdicts, where there are any. */
export function withVerdicts(
  trials: readonly RecordedTrial[],
  verdicts: ReadonlyMap<string, Verdict>,
): RecordedTrial[] {
  return trials.map((recorded) => {
    const verdict = verdicts.get(recorded.trial.id);
    return verdict === undefined ? recorded : { ...recorded, verdict };
  });
}
