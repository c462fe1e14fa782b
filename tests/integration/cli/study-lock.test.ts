import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isAlive, processesWith } from '../execution/run-folder.js';
import { CliProject, finished, MAIN, until } from './cli-project.js';

/** Waits for a file called `go` before it ends, and says that it has started. */
const WAITING = `import os, pathlib, sys, time
signals = pathlib.Path(os.environ["SIGNALS"])
(signals / f"started-{os.getpid()}").write_text("")
while not (signals / "go").exists():
    time.sleep(0.02)
print("METRIC accuracy=" + ("0.5" if "--less" in sys.argv else "0.75"))
`;
const YAML = 'seeds: 2\njobs: 2\ncomponents:\n  - { name: part, args: --less }\n';
const RUN = ['run', 'train.py', '--quiet', '--python', '/usr/bin/python3'];
const STUDY = 'ablationmage_outputs/train';

let project: CliProject;
let signals: string;
beforeEach(() => {
  project = new CliProject({ 'train.py': WAITING, 'ablation.yaml': YAML });
  signals = realpathSync(mkdtempSync(path.join(tmpdir(), 'signals-')));
});
afterEach(() => {
  project[Symbol.dispose]();
  rmSync(signals, { recursive: true, force: true });
});

const inStudy = (name: string): string => path.join(project.directory, STUDY, name);
const start = () => project.start(RUN, { SIGNALS: signals });
const hasStarted = (): boolean => readdirSync(signals).some((name) => name.startsWith('started-'));
const go = (): void => {
  writeFileSync(path.join(signals, 'go'), '');
};
const owner = (): { pid: number } => JSON.parse(project.read(`${STUDY}/lock.json`)) as { pid: number };

test('a study of a process that is stopped is its own; continued, it goes on', async () => {
  const first = start();
  const end = finished(first);
  await until(hasStarted, 'a run has started');
  first.kill('SIGSTOP');
  // As if it had been stopped for long.
  utimesSync(inStudy('lock'), new Date(0), new Date(0));
  const second = await project.run(RUN, { SIGNALS: signals });
  first.kill('SIGCONT');
  expect(second.code).toBe(2);
  expect(second.stderr).toContain(`being run by process ${first.pid ?? 0}`);
  expect(second.stderr).toContain('is stopped (Ctrl-Z)');
  go();
  const { code, stderr } = await end;
  expect([code, stderr]).toEqual([0, '']);
});

test('a lock that was lost and that nobody else has is taken again', async () => {
  const end = finished(start());
  await until(hasStarted, 'a run has started');
  rmSync(inStudy('lock'), { recursive: true });
  await until(() => existsSync(inStudy('lock')), 'it is taken again');
  go();
  const { code, stderr } = await end;
  expect([code, stderr]).toEqual([0, '']);
});

test('a study that another host has taken over meanwhile is left to it', async () => {
  const first = start();
  const end = finished(first);
  await until(hasStarted, 'a run has started');
  first.kill('SIGSTOP');
  takeOverFromElsewhere();
  const before = project.read(`${STUDY}/events.jsonl`);
  first.kill('SIGCONT');
  const { code, stderr } = await end;
  expect(code).toBe(2);
  expect(stderr).toContain('taken over by process 7 on elsewhere');
  expect(project.read(`${STUDY}/events.jsonl`)).toBe(before);
  const written = readdirSync(inStudy('runs'), { recursive: true }).map((entry) => path.basename(String(entry)));
  expect(written).not.toContain('outcome.json');
  expect(existsSync(inStudy('lock'))).toBe(true);
  expect(processesWith(`SIGNALS=${signals}`)).toEqual([]);
});

test('who was killed and is not asked for by its parent does not hold its study', async () => {
  // The shell becomes a program that asks for none of its children.
  const command = [process.execPath, MAIN, ...RUN].map((word) => `'${word}'`).join(' ');
  const parent = spawn('sh', ['-c', `${command} & exec sleep 600`], {
    cwd: project.directory,
    env: { ...process.env, SIGNALS: signals },
    stdio: 'ignore',
  });
  await until(hasStarted, 'a run has started');
  const { pid } = owner();
  process.kill(pid, 'SIGKILL');
  await until(() => !isAlive(pid), 'it is dead');
  go();
  const again = await project.run(RUN, { SIGNALS: signals });
  process.kill(pid, 0);
  parent.kill('SIGKILL');
  expect(again.code, again.stderr).toBe(0);
});

/** What a process on another host leaves that found no sign of life. */
function takeOverFromElsewhere(): void {
  rmSync(inStudy('lock'), { recursive: true });
  mkdirSync(inStudy('lock'));
  project.write({ [`${STUDY}/lock.json`]: '{"host":"elsewhere","pid":7,"since":"2026-01-01T00:00:00.000Z"}' });
}
