import { expect, test } from 'vitest';
import type { RunRequest } from '../../../../src/execution/executor.js';
import { concludeGone, type GoneRun } from '../../../../src/execution/slurm/conclude-gone.js';

const MINUTE = 60_000;
const request = { attempt: 2, runDirectory: '/nowhere' } as RunRequest;
const task = { taskId: '7_1', node: 'n2', startedAt: 0, endsAt: 10 * MINUTE, beats: 3 };
const gone = (more: Partial<GoneRun>): GoneRun => ({
  request,
  claim: { taskId: '7_1', at: 1000 },
  phase: 'over',
  word: 'FAILED',
  task,
  ...more,
});
const reason = (more: Partial<GoneRun>) => concludeGone(gone(more)).reason;

test('a run that had its task’s whole time timed out; one that came late is made again', () => {
  expect(reason({ phase: 'timed-out' })).toEqual({ kind: 'timed-out', limitMs: 10 * MINUTE });
  expect(reason({ phase: 'timed-out', claim: { taskId: '7_1', at: 4 * MINUTE } })).toEqual({ kind: 'lost' });
  expect(reason({ phase: 'timed-out', task: undefined })).toEqual({ kind: 'lost' });
});

test('where Slurm has forgotten, the task’s own word decides', () => {
  const toldAtEnd = { ...task, toldToEndAt: 10 * MINUTE + 500 };
  expect(reason({ phase: 'unknown', word: '', task: toldAtEnd })).toMatchObject({ kind: 'timed-out' });
  const toldBefore = { ...task, toldToEndAt: 2 * MINUTE };
  expect(reason({ phase: 'unknown', word: '', task: toldBefore })).toEqual({ kind: 'lost' });
  expect(reason({ phase: 'unknown', word: '' })).toEqual({ kind: 'lost' });
});

test('memory, cancellation and faults of machines are told apart', () => {
  expect(reason({ phase: 'out-of-memory' })).toEqual({ kind: 'out-of-memory', where: 'limit' });
  expect(reason({ phase: 'cancelled' })).toEqual({ kind: 'cancelled' });
  expect(reason({ phase: 'lost' })).toEqual({ kind: 'lost' });
  expect(reason({ phase: 'over' })).toEqual({ kind: 'lost' });
});

test('says which job it was, and where', () => {
  const outcome = concludeGone(gone({ phase: 'lost', word: 'NODE_FAIL' }));
  expect(outcome.notes).toEqual(['Its job 7_1 on n2 ended before it: NODE_FAIL.']);
  expect(outcome.attempt).toBe(2);
});
