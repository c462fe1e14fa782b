import { expect, test } from 'vitest';
import type { KeptEvent } from '../../../src/core/event.js';
import type { Outcome } from '../../../src/core/outcome.js';
import type { PlannedRun } from '../../../src/core/trial.js';
import { foldRuns } from '../../../src/store/finished-runs.js';
import { findConflicts } from '../../../src/study/record-conflicts.js';

const at = '2026-01-01T00:00:00.000Z';
const outcome: Outcome = {
  kind: 'completed',
  attempt: 1,
  startedAt: at,
  durationMs: 1,
  metrics: [],
  notes: [],
  readFiles: [],
};

function runOf(trialId: string, seedIndex: number, identity: string): PlannedRun {
  return { trialId, seedIndex, identity };
}

function eventsKeeping(former: PlannedRun, run: PlannedRun): KeptEvent[] {
  return [
    { type: 'run-ended', at, run: former, outcome },
    { type: 'run-kept', at, run, formerIdentity: former.identity },
  ];
}

test.each([
  ['another trial', runOf('boost', 0, 'b')],
  ['another seed', runOf('conv', 1, 'b')],
])('a result that is kept as that of %s does not count, and is an alarm', (_what, run) => {
  const events = eventsKeeping(runOf('conv', 0, 'a'), run);
  const folded = foldRuns(events);
  expect(folded.finished.has('b')).toBe(false);
  const { alarms } = findConflicts([{ run }], folded, [], { events, strangeLines: [] }, []);
  expect(alarms).toEqual([expect.stringContaining(`as that of ${run.trialId} at seed ${run.seedIndex}: it does not`)]);
});

test('an earlier attempt that is written down after a later one does not count', () => {
  const run = runOf('conv', 0, 'a');
  const late: Outcome = { ...outcome, kind: 'failed', reason: { kind: 'cancelled' }, logTail: [] };
  const folded = foldRuns([
    { type: 'run-ended', at, run, outcome: { ...outcome, attempt: 2 } },
    { type: 'run-ended', at, run, outcome: late },
  ]);
  expect(folded.finished.get('a')?.outcome).toMatchObject({ kind: 'completed', attempt: 2 });
});

test('a result that is kept as its own counts, and again after another change', () => {
  const [first, second, third] = [runOf('conv', 0, 'a'), runOf('conv', 0, 'b'), runOf('conv', 0, 'c')];
  const events = [
    ...eventsKeeping(first, second),
    { type: 'run-kept' as const, at, run: third, formerIdentity: second.identity },
  ];
  const folded = foldRuns(events);
  expect(folded.finished.get('c')?.run).toEqual(first);
  expect(findConflicts([], folded, [], { events, strangeLines: [] }, []).alarms).toEqual([]);
});
