import type { RecordedRun, StudyRecord } from '../../core/study-record.js';

const known = new WeakMap<StudyRecord['runs'], ReadonlyMap<string, readonly RecordedRun[]>>();

/** The planned runs of one trial, in the order of the record. Thousands of trials ask this many times each. */
export function runsByTrial({ runs }: StudyRecord, trialId: string): readonly RecordedRun[] {
  const byTrial = known.get(runs) ?? grouped(runs);
  known.set(runs, byTrial);
  return byTrial.get(trialId) ?? [];
}

function grouped(runs: StudyRecord['runs']): ReadonlyMap<string, readonly RecordedRun[]> {
  const groups = new Map<string, RecordedRun[]>();
  for (const recorded of runs) {
    const group = groups.get(recorded.run.trialId);
    if (group === undefined) groups.set(recorded.run.trialId, [recorded]);
    else group.push(recorded);
  }
  return groups;
}
