import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { SpawnRequest } from '../../../src/execution/process/spawn-run.js';

/** A request that runs a Python program, and the folder it works in. */
export function pythonRequest(program: string, more: Partial<SpawnRequest> = {}): SpawnRequest {
  const directory = mkdtempSync(path.join(tmpdir(), 'spawn-test-'));
  writeFileSync(path.join(directory, 'program.py'), program);
  return {
    command: ['python3', 'program.py'],
    workingDirectory: directory,
    environment: process.env as Record<string, string>,
    runId: randomUUID(),
    runDirectory: directory,
    workspaceDirectory: path.join(directory, 'no-copy'),
    stdoutPath: path.join(directory, 'stdout.log'),
    stderrPath: path.join(directory, 'stderr.log'),
    ...more,
  };
}

/** Waits until the file is there, at most 20 s; throws then. */
export async function appeared(file: string): Promise<void> {
  await until(() => existsSync(file), `${file} never appeared`);
}

export async function until(condition: () => boolean, complaint: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(complaint);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Every living process whose environment holds the text, found without any code of ours. */
export function processesWith(text: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(text);
      } catch {
        return false;
      }
    });
}

/** The process lives and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}
