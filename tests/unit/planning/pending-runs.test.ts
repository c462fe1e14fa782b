import { expect, test } from 'vitest';
import type { ExecutorSettings } from '../../../src/core/slurm-settings.js';
import type { Outcome } from '../../../src/core/outcome.js';
import { isFinal } from '../../../src/planning/pending-runs.js';

const MINUTE = 60_000;
const LOCAL: ExecutorSettings = { kind: 'local' };
const jobs = (time?: string): ExecutorSettings => ({
  kind: 'slurm',
  slurm: { sbatch: [], ...(time === undefined ? {} : { time }) },
  attendance: 'to-the-end',
});
const timedOut = (limitMs: number, jobMs?: number): Outcome => ({
  kind: 'failed',
  reason: { kind: 'timed-out', limitMs, ...(jobMs === undefined ? {} : { jobMs }) },
  attempt: 1,
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: limitMs,
  metrics: [],
  notes: [],
  readFiles: [],
  logTail: [],
});

test.each([
  ['under the same limit', 'stands', timedOut(MINUTE), LOCAL, MINUTE],
  ['under a longer limit', 'is made again', timedOut(MINUTE), LOCAL, 2 * MINUTE],
  ['without a limit', 'is made again', timedOut(MINUTE), LOCAL, undefined],
  // Its task began two seconds after the job did.
  ['of its job, which has the same time', 'stands', timedOut(58_000, 58_000), jobs('1'), undefined],
  ['of its job, which has more time', 'is made again', timedOut(58_000, 58_000), jobs('2:00:00'), undefined],
  ['of its job, which was told ahead', 'stands', timedOut(20_000, 58_000), jobs('1'), undefined],
  ['of its job, of which nobody says how long', 'stands', timedOut(MINUTE, MINUTE), jobs(), undefined],
  ['of its job, under a limit of runs', 'stands', timedOut(MINUTE, MINUTE), jobs('1'), 2 * MINUTE],
  ['of its job, without jobs', 'is made again', timedOut(MINUTE, MINUTE), LOCAL, undefined],
])('a run that timed out %s %s', (_what, becomes, outcome, executor, timeoutMs) => {
  const resources = timeoutMs === undefined ? {} : { timeoutMs };
  expect(isFinal(outcome, { resources, executor, failedRuns: 'keep' })).toBe(becomes === 'stands');
  expect(isFinal(outcome, { resources, executor, failedRuns: 'retry' })).toBe(false);
});
