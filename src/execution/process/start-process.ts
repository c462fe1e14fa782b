import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
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
  readonly child: ChildProcess;
  readonly pid: number;
  readonly exit: Promise<void>;
}

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
    const exit = new Promise<void>((resolve) => {
      child.once('exit', () => {
        resolve();
      });
    });
    const error = new Promise<Error>((resolve) => {
      child.once('error', resolve);
    });
    const { pid } = child;
    return pid === undefined ? failure(explain(await error, program)) : success({ child, pid, exit });
  } catch (error) {
    return failure(explain(error, program));
  } finally {
    files.forEach(closeSync);
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
