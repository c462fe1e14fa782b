import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { killEveryRun } from '../../../src/execution/process/live-runs.js';
import { spawnRun } from '../../../src/execution/process/spawn-run.js';
import { appeared, isAlive, processesWith, pythonRequest } from './run-folder.js';

const never = new AbortController().signal;

/** Says that it is ready, then sleeps for ever. */
const SLEEPER = `
import time
open('ready', 'w').close()
while True: time.sleep(60)
`;

const STUBBORN = `import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
${SLEEPER}`;

/** Forks a child in a session of its own, which ignores SIGTERM and outlives it. */
const DAEMON = `
import os, subprocess, sys, time
child = subprocess.Popen(
    [sys.executable, '-c', 'import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open("child-ready", "w").close(); time.sleep(600)'],
    start_new_session=True)
while not os.path.exists('child-ready'): time.sleep(0.01)
open('child.tmp', 'w').write(str(child.pid)); os.rename('child.tmp', 'child')
`;

describe('how a run ends', () => {
  test.each([
    ['pass', { kind: 'exited', exitCode: 0 }],
    ['import sys; sys.exit(3)', { kind: 'exited', exitCode: 3 }],
    ['raise ValueError("no")', { kind: 'exited', exitCode: 1 }],
    ['import os; os.abort()', { kind: 'signalled', signal: 'SIGABRT' }],
    ['import os; os.kill(os.getpid(), 11)', { kind: 'signalled', signal: 'SIGSEGV' }],
  ])('%s', async (program, end) => {
    expect(await spawnRun(pythonRequest(program), never)).toMatchObject({ end, strays: 0 });
  });

  test('a shell in between does not hide that its program was killed', async () => {
    const request = pythonRequest('', { command: ['sh', '-c', `sh -c 'kill -9 $$'; exit $?`] });
    expect((await spawnRun(request, never)).end).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
  });

  test.each([
    [['no-such-program-anywhere'], /no-such-program-anywhere: no such program/],
    [['./program.py'], /not allowed to execute/],
    [[], /the command is empty/],
  ])('a command that cannot start says why: %j', async (command, message) => {
    const { end } = await spawnRun(pythonRequest('', { command }), never);
    expect(end).toMatchObject({ kind: 'could-not-start', message: expect.stringMatching(message) as string });
  });
});

test('a run folder that cannot be written is a reason, and nothing is started', async () => {
  const request = pythonRequest('open("started", "w")');
  const { end } = await spawnRun({ ...request, runDirectory: path.join(request.runDirectory, 'missing') }, never);
  expect(end).toMatchObject({ kind: 'could-not-start', message: expect.stringContaining("run's folder") as string });
  expect(existsSync(path.join(request.runDirectory, 'started'))).toBe(false);
});

test('10 MB of output on both streams arrive in the files, complete', async () => {
  const request = pythonRequest(`
import sys
for i in range(100_000):
    sys.stdout.write('o' * 99 + '\\n'); sys.stderr.write('e' * 99 + '\\n')
`);
  expect((await spawnRun(request, never)).end).toEqual({ kind: 'exited', exitCode: 0 });
  expect(statSync(request.stdoutPath).size).toBe(10_000_000);
  expect(statSync(request.stderrPath).size).toBe(10_000_000);
});

test('stdin is empty, so a script that asks does not wait', async () => {
  const request = pythonRequest('import sys; print(repr(sys.stdin.read()))');
  await spawnRun(request, never);
  expect(readFileSync(request.stdoutPath, 'utf8')).toBe("''\n");
});

describe('stopping', () => {
  test('at the time limit', async () => {
    const request = pythonRequest(SLEEPER, { timeoutMs: 300 });
    expect((await spawnRun(request, never)).end).toEqual({ kind: 'stopped', reason: 'timed-out' });
    expect(processesWith(request.runId)).toEqual([]);
  });

  test('on cancel, also what ignores SIGTERM, within 2 s', async () => {
    const request = pythonRequest(STUBBORN);
    const cancel = new AbortController();
    const running = spawnRun(request, cancel.signal);
    await appeared(path.join(request.runDirectory, 'ready'));
    const cancelledAt = performance.now();
    cancel.abort();
    expect((await running).end).toEqual({ kind: 'stopped', reason: 'cancelled' });
    expect(performance.now() - cancelledAt).toBeLessThan(2000);
    expect(processesWith(request.runId)).toEqual([]);
  });

  test('on cancel, a child in a session of its own too', async () => {
    const request = pythonRequest(`${DAEMON}${SLEEPER}`);
    const cancel = new AbortController();
    const running = spawnRun(request, cancel.signal);
    await appeared(path.join(request.runDirectory, 'ready'));
    cancel.abort();
    await running;
    expect(isAlive(Number(readFileSync(path.join(request.runDirectory, 'child'), 'utf8')))).toBe(false);
    expect(processesWith(request.runId)).toEqual([]);
  });

  test('a run that was cancelled before it began never starts', async () => {
    const request = pythonRequest('open("ready", "w")');
    const { end } = await spawnRun(request, AbortSignal.abort());
    expect(end).toEqual({ kind: 'stopped', reason: 'cancelled' });
    expect(existsSync(request.stdoutPath)).toBe(false);
  });

  test('the first reason counts', async () => {
    const request = pythonRequest(STUBBORN, { timeoutMs: 200 });
    const cancel = new AbortController();
    const running = spawnRun(request, AbortSignal.any([cancel.signal, AbortSignal.timeout(600)]));
    expect((await running).end).toEqual({ kind: 'stopped', reason: 'timed-out' });
  });

  test('what uses more memory than it may, its children counted', async () => {
    const request = pythonRequest(
      `
import subprocess, sys, time
subprocess.run([sys.executable, '-c', 'import time; x = b"x" * 200_000_000; time.sleep(600)'])
`,
      { memoryBytes: 120_000_000 },
    );
    const ended = await spawnRun(request, never);
    expect(ended.end).toEqual({ kind: 'stopped', reason: 'memory-limit' });
    expect(ended.maxMemoryBytes).toBeGreaterThan(120_000_000);
    expect(processesWith(request.runId)).toEqual([]);
  });

  test('memory that processes share counts once', async () => {
    const request = pythonRequest(
      `
import os, time
x = b"x" * 100_000_000
for _ in range(3): os.fork()
time.sleep(1)
`,
      { memoryBytes: 300_000_000 },
    );
    expect((await spawnRun(request, never)).end).toEqual({ kind: 'exited', exitCode: 0 });
  });

  test('killEveryRun ends everything at once', async () => {
    const request = pythonRequest(`${DAEMON}${SLEEPER}`);
    const running = spawnRun(request, never);
    await appeared(path.join(request.runDirectory, 'ready'));
    killEveryRun();
    expect((await running).end).toEqual({ kind: 'signalled', signal: 'SIGKILL' });
    expect(processesWith(request.runId)).toEqual([]);
  });
});

describe('children that outlive the run', () => {
  test('in a session of their own are ended and counted', async () => {
    const request = pythonRequest(DAEMON);
    const ended = await spawnRun(request, never);
    expect(ended).toMatchObject({ end: { kind: 'exited', exitCode: 0 }, strays: 1 });
    expect(isAlive(Number(readFileSync(path.join(request.runDirectory, 'child'), 'utf8')))).toBe(false);
    expect(processesWith(request.runId)).toEqual([]);
  });

  test('that end by themselves soon after are no strays', async () => {
    const request = pythonRequest(`
import os, time
parent = os.getpid()
if os.fork() == 0:
    while os.getppid() == parent: time.sleep(0.001)
    os._exit(0)
`);
    expect(await spawnRun(request, never)).toMatchObject({ end: { kind: 'exited', exitCode: 0 }, strays: 0 });
  });

  test('the duration is that of the run, not of ending its children', async () => {
    expect((await spawnRun(pythonRequest(DAEMON), never)).durationMs).toBeLessThan(1500);
  });
});
