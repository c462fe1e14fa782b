import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { failure, success, type Result } from '../../core/result.js';

/** What to start, and where its output goes. */
export interface ProcessRequest {
  readonly command: readonly string[];
  /** Absolute. */
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stdoutPath: string;
  readonly stderrPath: string;
}

export interface StartedProcess {
  readonly pid: number;
  readonly exit: Promise<ProcessExit>;
}

/** How a process ended by itself. */
export type ProcessExit =
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'signalled'; readonly signal: string }
  /** Its fork server died, and it with it. */
  | { readonly kind: 'server-lost' };

/** Starts what a request says; a failure says what to do. */
export type ProcessStarter = (request: ProcessRequest) => Promise<Result<StartedProcess, string>>;

/**
 * Starts a command as the leader of a session of its own. Output goes to files, not through pipes: a pipe
 * stays open as long as any descendant holds it, and its reader would wait. A failure says what to do.
 */
export async function startProcess(request: ProcessRequest): Promise<Result<StartedProcess, string>> {
  const [program, ...programArguments] = request.command;
  if (program === undefined) return failure('the command is empty');
  const files: number[] = [];
  try {
    for (const file of [request.stdoutPath, request.stderrPath]) files.push(openSync(file, 'w'));
    const child = spawn(program, programArguments, {
      cwd: request.workingDirectory,
      env: request.environment,
      detached: true,
      stdio: ['ignore', ...files],
    });
    const exit = new Promise<ProcessExit>((resolve) => {
      child.once('exit', (exitCode, signal) => {
        resolve(signal === null ? exitOf(exitCode ?? 1) : { kind: 'signalled', signal });
      });
    });
    const error = new Promise<Error>((resolve) => {
      child.once('error', resolve);
    });
    const { pid } = child;
    return pid === undefined ? failure(explain(await error, program)) : success({ pid, exit });
  } catch (error) {
    return failure(explain(error, program));
  } finally {
    files.forEach(closeSync);
  }
}

/** A shell or launcher in between tells the signal that ended what it ran as 128 + its number. */
export function exitOf(exitCode: number): ProcessExit {
  switch (exitCode - 128) {
    case constants.signals.SIGKILL:
      return { kind: 'signalled', signal: 'SIGKILL' };
    case constants.signals.SIGSEGV:
      return { kind: 'signalled', signal: 'SIGSEGV' };
    default:
      return { kind: 'exited', exitCode };
  }
}

function explain(error: unknown, program: string): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return `${program}: no such program. Is it installed, and is its path right?`;
  if (code === 'EACCES')
    return `${program}: not allowed to execute it. Try chmod +x, or put its interpreter in front of it.`;
  return `${program}: ${error.message}`;
}
