import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { endOrphans } from '../../../src/execution/process/process-record.js';
import { spawnRun } from '../../../src/execution/process/spawn-run.js';
import { appeared, isAlive, processesWith, pythonRequest, until } from './run-folder.js';

const SLEEPER = `
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
open('ready', 'w').close()
while True: time.sleep(60)
`;

/** Runs a request in another Node process, as a controller of its own that can be killed. */
function controllerFor(request: object): ReturnType<typeof spawn> {
  const module = fileURLToPath(new URL('../../../src/execution/process/spawn-run.ts', import.meta.url));
  const program = `
    import { runnerImport } from 'vite';
    const { module } = await runnerImport(${JSON.stringify(module)}, { logLevel: 'silent' });
    await module.spawnRun(${JSON.stringify(request)}, new AbortController().signal);
  `;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' });
}

test('what a killed controller left running is ended at resume, and its working copy goes', async () => {
  const request = pythonRequest(SLEEPER);
  const workspaceDirectory = path.join(request.runDirectory, 'run-copy');
  mkdirSync(workspaceDirectory);
  const controller = controllerFor({ ...request, workspaceDirectory });
  await appeared(path.join(request.runDirectory, 'ready'));
  await appeared(path.join(request.runDirectory, 'process.json'));
  controller.kill('SIGKILL');
  await until(() => controller.signalCode !== null, 'the controller did not die');
  expect(processesWith(request.runId)).not.toEqual([]);

  expect(await endOrphans(request.runDirectory)).toBe(1);
  expect(processesWith(request.runId)).toEqual([]);
  expect(existsSync(workspaceDirectory)).toBe(false);
});

test('a pid that belongs to somebody else by now is left alone', async () => {
  const request = pythonRequest('pass');
  await spawnRun(request, new AbortController().signal);
  const file = path.join(request.runDirectory, 'process.json');
  const record = JSON.parse(readFileSync(file, 'utf8')) as object;
  const bystander = spawn('python3', ['-c', 'import time; time.sleep(600)']);
  writeFileSync(file, JSON.stringify({ ...record, pid: bystander.pid }));
  expect(await endOrphans(request.runDirectory)).toBe(0);
  expect(isAlive(bystander.pid ?? 0)).toBe(true);
  bystander.kill('SIGKILL');
});

test.each(['host', 'bootId'])('a record of another %s ends nothing', async (key) => {
  const request = pythonRequest(SLEEPER);
  const cancel = new AbortController();
  const running = spawnRun(request, cancel.signal);
  const file = path.join(request.runDirectory, 'process.json');
  await appeared(path.join(request.runDirectory, 'ready'));
  await until(() => readFileSync(file, 'utf8').endsWith('\n'), 'no record');
  const record = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...record, [key]: 'another' }));
  expect(await endOrphans(request.runDirectory)).toBe(0);
  expect(processesWith(request.runId)).not.toEqual([]);
  cancel.abort();
  await running;
});

test('a folder without a record, or with a torn one, is no error', async () => {
  const request = pythonRequest('pass');
  expect(await endOrphans(request.runDirectory)).toBe(0);
  writeFileSync(path.join(request.runDirectory, 'process.json'), '{"runId": "a');
  expect(await endOrphans(request.runDirectory)).toBe(0);
});
