import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CliProject } from '../cli/cli-project.js';
import { finishedStudy, startViewer } from './viewed-project.js';

let project: CliProject;
const studies = (): string => path.join(project.directory, 'ablationmage_outputs');

/** Whoever opens it waits for somebody who writes into it. */
function pipeAt(file: string): void {
  rmSync(file, { force: true });
  execFileSync('mkfifo', [file]);
}

beforeAll(async () => {
  project = await finishedStudy();
  const report = project.report();
  const run = report.runs.find(({ trialId }) => trialId === 'boost');
  if (run?.directory === undefined) throw new Error('boost did not run');
  for (const name of ['log', 'events', 'plan'])
    cpSync(path.join(studies(), 'train'), path.join(studies(), name), { recursive: true });
  for (const name of ['stdout.log', 'series.jsonl', 'outcome.json'])
    pipeAt(path.join(studies(), 'log', run.directory, name));
  pipeAt(path.join(studies(), 'events/events.jsonl'));
  pipeAt(path.join(studies(), 'events/lock.json'));
  pipeAt(path.join(studies(), 'plan/study.json'));
});

afterAll(() => {
  project[Symbol.dispose]();
});

test('a named pipe in a study keeps nobody waiting, and the other studies are shown', async () => {
  await using viewer = await startViewer(project);
  const get = (rest: string): Promise<Response> =>
    fetch(`${viewer.url}api/studies/${rest}`, { signal: AbortSignal.timeout(10_000) });
  for (const rest of [
    'train/view',
    'log/view',
    'events/view',
    'log/runs/boost/0/stdout',
    'log/runs/boost/0/stdout?from=0',
    'log/trials/boost',
    'events/exchanges',
  ]) {
    const { status } = await get(rest);
    expect([rest, status]).toEqual([rest, 200]);
  }
  expect((await get('plan/view')).status).toBe(404);
}, 60_000);

test('report reads past one too', async () => {
  await project.run(['report', '--name', 'log', '--format', 'html']);
  expect(existsSync(path.join(studies(), 'log/report.html'))).toBe(true);
}, 60_000);

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the viewer',
  async (signal) => {
    await using viewer = await startViewer(project);
    const asked = new AbortController();
    void fetch(`${viewer.url}api/studies`, { signal: asked.signal }).catch(() => undefined);
    await fetch(`${viewer.url}api/studies/train/view`);
    const gone = once(viewer.process, 'exit');
    viewer.process.kill(signal);
    await gone;
    asked.abort();
  },
  30_000,
);
