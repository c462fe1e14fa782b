import { EventEmitter, once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunRequest } from '../../../../src/execution/executor.js';
import { SlurmQueue } from '../../../../src/execution/slurm/slurm-queue.js';
import type { SlurmQueueSettings } from '../../../../src/execution/slurm/slurm-queue-settings.js';

const MINUTE = 60_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-queue-'));
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** A queue of a Slurm that takes every job and lists none, unless these lines of shell scripts say otherwise. */
function queueWith(settings: Partial<SlurmQueueSettings>, sbatch = 'echo 7', squeue = 'exit 0'): SlurmQueue {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  for (const [program, lines] of Object.entries({ sbatch, squeue, scancel: 'exit 0' }))
    writeFileSync(path.join(bin, program), `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return new SlurmQueue({
    studyDirectory: folder,
    slurm: { sbatch: [] },
    launcher: { node: '/nowhere/node', program: '/nowhere/main.js' },
    environment: { PATH: bin },
    outcomeOf: () => undefined,
    onAbandoned: () => undefined,
    note: () => undefined,
    ...settings,
  } as SlurmQueueSettings);
}

function request(name: string): RunRequest {
  const runDirectory = path.join(folder, name);
  return { runDirectory, attempt: 1, observe: { kind: 'nothing' } } as unknown as RunRequest;
}

test('leaves all runs to themselves when the study’s folder stays away', async () => {
  const heard = new EventEmitter();
  using queue = queueWith({
    note: (severity, message) => heard.emit(severity, message),
    onAbandoned: () => heard.emit('abandoned'),
  });
  const [warned, abandoned] = [once(heard, 'warning'), once(heard, 'abandoned')];
  const [run] = await queue.submit([request('a')], 'kept');
  for (const list of readdirSync(path.join(folder, 'slurm')))
    rmSync(path.join(folder, 'slurm', list), { recursive: true });
  expect(String(await warned)).toContain('The study’s folder cannot be used (ENOENT');
  vi.setSystemTime(Date.now() + 11 * MINUTE);
  await abandoned;
  expect(await run?.end).toBe('left-running');
});

test('submits runs of the study also when its short jobs were cancelled', async () => {
  using queue = queueWith({});
  await queue.cancel('passing');
  await queue.submit([request('a')], 'kept');
  expect(queue.underWay('kept')).toEqual({ jobIds: ['7'], runs: 1 });
});

test('submits nothing beside a job of which only a task has told', async () => {
  const claims = path.join(folder, 'slurm', '*', 'claims');
  const sbatch = `echo >>${folder}/calls\necho '{"taskId":"7_0","at":1}' >$(echo ${claims})/0\nkill -9 $$`;
  using queue = queueWith({}, sbatch);
  await queue.submit([request('a'), request('b')], 'kept');
  expect(readFileSync(path.join(folder, 'calls'), 'utf8')).toBe('\n');
  expect(queue.underWay('kept')).toEqual({ jobIds: ['7'], runs: 2 });
});

const FULL = 'echo "QOSMaxSubmitJobPerUserLimit" >&2; exit 1';
const SILENT = 'echo "Unable to contact slurm controller" >&2; exit 1';

/** Once it waits to submit a run, that is done to the queue; says what the batch's folder tells then, and how the run ended. */
async function whileItWaits(
  sbatch: string,
  squeue: string,
  done: (queue: SlurmQueue) => unknown,
): Promise<{ readonly claims: string[]; readonly isClosed: boolean; readonly end: string }> {
  const heard = new EventEmitter();
  using queue = queueWith({ note: (severity) => heard.emit(severity) }, sbatch, squeue);
  const waits = once(heard, 'warning');
  const submission = queue.submit([request('a')], 'kept');
  await waits;
  await done(queue);
  const [run] = await submission;
  const [batch = ''] = readdirSync(path.join(folder, 'slurm'));
  const directory = path.join(folder, 'slurm', batch);
  return {
    claims: readdirSync(path.join(directory, 'claims')),
    isClosed: existsSync(path.join(directory, 'closed')),
    end: JSON.stringify(await run?.end),
  };
}

test('left while it waits for a place, a batch that Slurm does not have is over', async () => {
  const left = await whileItWaits(FULL, 'exit 0', (queue) => queue.leave('kept'));
  expect(left).toEqual({ claims: ['0'], isClosed: true, end: '"left-running"' });
});

test('left while Slurm is silent, a batch that Slurm may have is another start’s', async () => {
  const left = await whileItWaits(SILENT, SILENT, (queue) => queue.leave('kept'));
  expect(left).toEqual({ claims: [], isClosed: false, end: '"left-running"' });
});

test('cancelled while Slurm is silent, no run of a batch that Slurm may have is anybody’s to take', async () => {
  const left = await whileItWaits(SILENT, SILENT, (queue) => queue.cancel('kept'));
  expect(left).toMatchObject({ claims: ['0'], isClosed: true });
  expect(left.end).toContain('cancelled');
});

test('who has lost the study writes nothing into a batch that waits', async () => {
  const left = await whileItWaits(FULL, 'exit 0', (queue) => {
    queue.abandon();
  });
  expect(left).toEqual({ claims: [], isClosed: false, end: '"left-running"' });
});
