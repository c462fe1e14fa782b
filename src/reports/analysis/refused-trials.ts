import type { RecordedTrial, StudyRecord } from '../../core/study-record.js';
import { mayRun } from '../../core/verdict.js';

/** Whether a trial's variant was judged unfit to run. */
export function isRefused({ strictness = 'lenient' }: StudyRecord, { verdict }: RecordedTrial): boolean {
  return verdict !== undefined && !mayRun(verdict, strictness);
}

/**
 * The record without what refused variants measured, should one have run before it was judged: numbers of a
 * variant that did something else than it says never reach the table.
 */
export function withoutRefusedOutcomes(record: StudyRecord): StudyRecord {
  const refused = refusedTrialIds(record);
  if (refused.size === 0) return record;
  return {
    ...record,
    runs: record.runs.map((recorded) => (refused.has(recorded.run.trialId) ? { run: recorded.run } : recorded)),
  };
}

export function refusedTrialIds(record: StudyRecord): ReadonlySet<string> {
  return new Set(record.trials.filter((recorded) => isRefused(record, recorded)).map(({ trial }) => trial.id));
}
