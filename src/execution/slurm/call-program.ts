import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';

/** What a program printed, and how it ended. */
export interface ProgramAnswer {
  /** Undefined: it was ended from outside, or did not answer in time. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end, or until nobody wants its answer any more (`ended`), which ends it. In a session of its own: the Ctrl-C that
 * is meant for us reaches it not. Never rejects.
 */
export function callProgram(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  timeoutMs: number,
  ended: AbortSignal,
): Promise<ProgramAnswer> {
  const late = `${program} did not answer in time`;
  if (ended.aborted) return Promise.resolve({ exitCode: undefined, stdout: '', stderr: late });
  return new Promise((resolve) => {
    const child = spawn(program, words, { env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    const settle = (exitCode: number | undefined, complaint = ''): void => {
      clearTimeout(patience);
      ended.removeEventListener('abort', end);
      const [stdout, stderr] = [chunks.stdout, chunks.stderr].map((each) => Buffer.concat(each).toString());
      resolve({ exitCode, stdout: stdout ?? '', stderr: complaint === '' ? (stderr ?? '') : complaint });
    };
    const patience = setTimeout(() => {
      killWithChildren(child);
      settle(undefined, `${program} did not answer within ${timeoutMs / 60_000} min`);
    }, timeoutMs);
    const end = (): void => {
      killWithChildren(child);
      settle(undefined, late);
    };
    ended.addEventListener('abort', end, { once: true });
    child.stdout.on('data', (chunk: Buffer) => chunks.stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.stderr.push(chunk));
    child.once('error', (error: NodeJS.ErrnoException) => {
      settle(error.code === 'ENOENT' ? NOT_FOUND : 1, error.message);
    });
    child.once('close', (exitCode, signal) => {
      if (exitCode === null) settle(undefined, `${program} was ended by ${String(signal)}`);
      else settle(exitCode);
    });
  });
}

/** A site's own wrapper would else leave the real program behind, which holds our ends of its output open. */
function killWithChildren(child: ChildProcessByStdio<null, Readable, Readable>): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
  child.stdout.destroy();
  child.stderr.destroy();
}

/** As a shell says it. */
export const NOT_FOUND = 127;
