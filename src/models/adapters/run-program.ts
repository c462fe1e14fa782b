import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Between the polite signal and the other one. */
const GRACE_MS = 1500;
/** What survives SIGKILL this long hangs in the kernel; nobody can end that. */
const GIVE_UP_MS = 2000;
const POLL_MS = 20;

export interface ProgramRequest {
  readonly command: readonly string[];
  readonly input: string;
  readonly environment: Readonly<Record<string, string>>;
  /** For the whole run of the program. */
  readonly limitMs: number;
}

export type ProgramEnd =
  | { readonly kind: 'could-not-start'; readonly message: string }
  /** By itself; `signal` where another process ended it. */
  | {
      readonly kind: 'exited';
      readonly exitCode: number;
      readonly signal?: string;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'timed-out'; readonly stderr: string }
  | { readonly kind: 'aborted' };

/**
 * Runs a program in an empty directory of its own, input and output through files (a pipe stays open as long
 * as any descendant holds it), and leaves neither a process nor a file behind. Rejects where the directory
 * for temporary files cannot be written.
 */
export async function runProgram(request: ProgramRequest, signal: AbortSignal): Promise<ProgramEnd> {
  if (signal.aborted) return { kind: 'aborted' };
  const folder = await mkdtemp(path.join(tmpdir(), 'ablationmage-program-'));
  try {
    return await runIn(folder, request, signal);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runIn(folder: string, request: ProgramRequest, signal: AbortSignal): Promise<ProgramEnd> {
  const file = (name: string): string => path.join(folder, name);
  const workingDirectory = file('empty');
  mkdirSync(workingDirectory);
  writeFileSync(file('stdin'), request.input);
  const child = start(request, workingDirectory, [file('stdin'), file('stdout'), file('stderr')]);
  const exit = new Promise<'exited'>((resolve) => {
    child.once('exit', () => {
      resolve('exited');
    });
  });
  const error = new Promise<Error>((resolve) => {
    child.once('error', resolve);
  });
  const { pid } = child;
  if (pid === undefined) return { kind: 'could-not-start', message: explain(await error, request.command[0] ?? '') };
  const killAtOurExit = (): void => {
    send(pid, 'SIGKILL');
  };
  process.once('exit', killAtOurExit);
  const end = await firstOf(exit, request.limitMs, signal);
  if (end === 'exited') send(pid, 'SIGKILL');
  else await endGroup(pid, exit);
  process.off('exit', killAtOurExit);
  const stderr = await readFile(file('stderr'), 'utf8');
  switch (end) {
    case 'aborted':
      return { kind: 'aborted' };
    case 'timed-out':
      return { kind: 'timed-out', stderr };
    case 'exited':
      return {
        kind: 'exited',
        exitCode: child.exitCode ?? 1,
        ...(child.signalCode === null ? {} : { signal: child.signalCode }),
        stdout: await readFile(file('stdout'), 'utf8'),
        stderr,
      };
  }
}

function start(
  { command, environment }: ProgramRequest,
  workingDirectory: string,
  [stdin, stdout, stderr]: readonly [string, string, string],
): ChildProcess {
  const [program = '', ...programArguments] = command;
  const files = [openSync(stdin, 'r'), openSync(stdout, 'w'), openSync(stderr, 'w')];
  try {
    return spawn(program, programArguments, {
      cwd: workingDirectory,
      env: { ...environment, PWD: workingDirectory },
      // A process group of its own, so that it can be ended with all it started.
      detached: true,
      stdio: files,
    });
  } finally {
    files.forEach(closeSync);
  }
}

function firstOf(
  exit: Promise<'exited'>,
  limitMs: number,
  signal: AbortSignal,
): Promise<'exited' | 'timed-out' | 'aborted'> {
  return new Promise((resolve) => {
    const onAbort = (): void => {
      resolve('aborted');
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    const timer = setTimeout(() => {
      resolve('timed-out');
    }, limitMs);
    void exit.then((end) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(end);
    });
  });
}

async function endGroup(pid: number, exit: Promise<unknown>): Promise<void> {
  send(pid, 'SIGTERM');
  const deadline = performance.now() + GRACE_MS;
  while (isAlive(pid) && performance.now() < deadline) await delay(POLL_MS);
  send(pid, 'SIGKILL');
  await Promise.race([exit, delay(GIVE_UP_MS, undefined, { ref: false })]);
}

function isAlive(group: number): boolean {
  return send(group, 0);
}

/** Whether any process of the group was there to get it. */
function send(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}

function explain(error: Error, program: string): string {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `${program}: no such program. Is it installed, and is its path right?`;
  if (code === 'EACCES') return `${program}: not allowed to execute it. Try chmod +x`;
  return `${program}: ${error.message}`;
}
