import { expect, test } from 'vitest';
import type { RunRequest } from '../../../../src/execution/executor.js';
import { concludeGone, type GoneRun } from '../../../../src/execution/slurm/conclude-gone.js';

const MINUTE = 60_000;
const request = { attempt: 2, runDirectory: '/nowhere' } as RunRequest;
const task = { taskId: '7_1', node: 'n2', startedAt: 0, endsAt: 10 * MINUTE, saidAt: 3 * MINUTE, beats: 3 };
const gone = (more: Partial<GoneRun>): GoneRun => ({
  request,
  claim: { taskId: '7_1', at: 1000 },
  firstClaimAt: 1000,
  phase: 'over',
  word: 'FAILED',
  task,
  ...more,
});
const reason = (more: Partial<GoneRun>) => concludeGone(gone(more)).reason;

test('a run that had its task’s whole time timed out; one that came late is made again', () => {
  expect(reason({ phase: 'timed-out' })).toEqual({ kind: 'timed-out', limitMs: 10 * MINUTE, jobMs: 10 * MINUTE });
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

test('a run whose job was told ahead that its time will be up timed out; one whose job was ended early is made again', () => {
  const told = (toldToEndAt: number) => ({ ...task, toldToEndAt });
  expect(reason({ task: told(7 * MINUTE) })).toEqual({ kind: 'timed-out', limitMs: 7 * MINUTE, jobMs: 10 * MINUTE });
  expect(concludeGone(gone({ task: told(7 * MINUTE) })).notes.join()).toContain('told to end 180 s before its time');
  expect(reason({ task: told(7 * MINUTE), claim: { taskId: '7_1', at: 4 * MINUTE } })).toEqual({ kind: 'lost' });
  expect(reason({ task: told(2 * MINUTE) })).toEqual({ kind: 'lost' });
  expect(reason({ task: told(7 * MINUTE), phase: 'cancelled' })).toEqual({ kind: 'cancelled' });
  // Slurm tells up to a minute early, and a node takes its time to begin.
  const short = { ...task, endsAt: MINUTE, toldToEndAt: 5000 };
  const late = { claim: { taskId: '7_1', at: 3000 }, firstClaimAt: 3000 };
  expect(reason({ ...late, task: short })).toEqual({ kind: 'timed-out', limitMs: 5000, jobMs: MINUTE });
});

test('has the time until the last sign of its task', () => {
  expect(concludeGone(gone({})).durationMs).toBe(3 * MINUTE - 1000);
  expect(concludeGone(gone({ task: undefined })).durationMs).toBe(0);
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
