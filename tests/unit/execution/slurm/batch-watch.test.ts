import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunRequest } from '../../../../src/execution/executor.js';
import type { BatchManifest } from '../../../../src/execution/slurm/batch.js';
import { claimRun, createBatch, reportTask } from '../../../../src/execution/slurm/batch-folder.js';
import { BatchWatch } from '../../../../src/execution/slurm/batch-watch.js';
import { parseTasks, type TaskState } from '../../../../src/execution/slurm/task-state.js';

const MINUTE = 60_000;

let study: string;
beforeEach(() => {
  study = mkdtempSync(path.join(tmpdir(), 'ablationmage-watch-'));
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(study, { recursive: true, force: true });
});

/** A batch of so many runs that was submitted as job 7. */
function submittedBatch(runs: number): BatchWatch {
  const requests = Array.from(
    { length: runs },
    (_, index) => ({ runDirectory: path.join(study, String(index)), attempt: 1 }) as RunRequest,
  );
  const manifest = { key: 'list', requests, kind: 'kept' } as unknown as BatchManifest;
  const watch = new BatchWatch(createBatch(path.join(study, 'slurm', 'list'), manifest), () => undefined);
  watch.submitted(['7']);
  return watch;
}

/** How the runs ended that are over, in words. */
async function endsOf(watch: BatchWatch): Promise<string[]> {
  const over = watch.runs.all.filter((run) => run.isOver);
  return Promise.all(over.map(async ({ end }) => JSON.stringify(await end)));
}

/** What `squeue` prints, at three looks in a row: what is believed. */
function judge(watch: BatchWatch, printed: string): string {
  watch.runs.look();
  const tasks: TaskState[] = parseTasks(printed);
  return [1, 2, 3].map(() => watch.judge(tasks)).at(-1) ?? '';
}

test('gives up a batch whose jobs Slurm forgets at once, and tells the last word that one of them left', async () => {
  const watch = submittedBatch(2);
  let jobs = ['7'];
  const judgements = [];
  for (let submissions = 1; watch.runs.all.some((run) => !run.isOver) && submissions < 10; submissions += 1) {
    const log = path.join(watch.runs.batch.directory, 'logs', `${jobs.at(-1)}_0.log`);
    writeFileSync(log, `no Node.js here (job ${jobs.at(-1)})\n`);
    utimesSync(log, submissions, submissions);
    vi.advanceTimersByTime(2 * 60 * MINUTE);
    judgements.push(judge(watch, ''));
    jobs = [...jobs, String(7 + submissions)];
    if (judgements.at(-1) === 'submit-rest') watch.submitted(jobs);
  }
  expect(judgements).toEqual(['submit-rest', 'submit-rest', 'submit-rest', 'as-is']);
  for (const end of await endsOf(watch)) {
    expect(end).toContain('could-not-start');
    expect(end).toContain('no Node.js here (job 10)');
  }
});

test('submits the rest as often as runs came of it, though Slurm forgets each job at once', () => {
  const watch = submittedBatch(20);
  for (let submissions = 1; submissions < 10; submissions += 1) {
    claimRun(watch.runs.batch, submissions, `${6 + submissions}_0`);
    vi.advanceTimersByTime(2 * 60 * MINUTE);
    expect(judge(watch, '')).toBe('submit-rest');
    watch.submitted([...watch.runs.jobIds, String(7 + submissions)]);
  }
});

test('gives up no batch of which a task shows that it works, though Slurm lists nothing', () => {
  const watch = submittedBatch(20);
  claimRun(watch.runs.batch, 0, '7_0');
  for (let submissions = 1; submissions < 10; submissions += 1) {
    vi.advanceTimersByTime(2 * 60 * MINUTE);
    reportTask(watch.runs.batch, { taskId: '7_0', node: 'n1', startedAt: 0, saidAt: 0, beats: submissions });
    expect(judge(watch, '')).toBe('submit-rest');
    watch.submitted([...watch.runs.jobIds, String(7 + submissions)]);
  }
});

test('a task that was cancelled alone ends its run, not those that nobody took', () => {
  const watch = submittedBatch(60);
  for (let task = 0; task < 7; task += 1) claimRun(watch.runs.batch, task, `7_${task}`);
  expect(judge(watch, '7_0|COMPLETED|None|n1\n7_1|CANCELLED|None|n1\n7_2|COMPLETED|None|n2')).toBe('submit-rest');
  watch.submitted(['7', '8']);
  expect(judge(watch, '7_1|CANCELLED|None|n1\n8_0|COMPLETED|None|n1')).toBe('submit-rest');
});

test.each([
  ['while some of its tasks waited', '7_0|CANCELLED|None|n1\n7_1|COMPLETED|None|n1\n7_2|CANCELLED|Resources|', [0, 1]],
  ['while each of its tasks had a run', '7_0|CANCELLED|None|n1\n7_1|CANCELLED|None|n2', [0, 1]],
  ['before any of its tasks had a run', '7_0|CANCELLED|None|n1\n7_1|CANCELLED|None|n2', []],
])('a job that was cancelled %s ends what nobody took', async (_when, printed, takers) => {
  const watch = submittedBatch(20);
  for (const task of takers) claimRun(watch.runs.batch, task, `7_${task}`);
  expect(judge(watch, printed)).toBe('as-is');
  const ends = await endsOf(watch);
  expect(ends.filter((end) => end.includes('Its job was cancelled in Slurm'))).toHaveLength(20 - takers.length);
});

test('a job that was cancelled when some of its tasks had long ended ends what nobody took', async () => {
  const watch = submittedBatch(20);
  for (const task of [0, 1, 2]) claimRun(watch.runs.batch, task, `7_${task}`);
  expect(judge(watch, '7_0|COMPLETED|None|n1\n7_1|RUNNING|None|n1\n7_2|RUNNING|None|n2')).toBe('as-is');
  expect(judge(watch, '7_0|COMPLETED|None|n1\n7_1|CANCELLED|None|n1\n7_2|CANCELLED|None|n2')).toBe('as-is');
  const ends = await endsOf(watch);
  expect(ends.filter((end) => end.includes('Its job was cancelled in Slurm'))).toHaveLength(17);
});

test('a job whose tasks this program cancelled itself was cancelled by nobody', () => {
  const watch = submittedBatch(20);
  for (const task of [0, 1]) claimRun(watch.runs.batch, task, `7_${task}`);
  watch.cancelledHere(['7_0', '7_1']);
  expect(judge(watch, '7_0|CANCELLED|None|n1\n7_1|CANCELLED|None|n2')).toBe('submit-rest');
});

test('a job that only its task has told of is asked for before more is submitted', () => {
  const watch = submittedBatch(20);
  const over = parseTasks('7_0|COMPLETED|None|n1');
  expect([watch.judge(over), watch.judge(over)]).toEqual(['as-is', 'as-is']);
  claimRun(watch.runs.batch, 0, '8_0');
  expect(watch.judge(over)).toBe('as-is');
  expect(watch.runs.jobIds).toEqual(['7', '8']);
  expect(watch.judge(parseTasks('7_0|COMPLETED|None|n1\n8_0|RUNNING|None|n1'))).toBe('as-is');
});
