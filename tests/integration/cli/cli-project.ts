import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report } from '../../../src/core/report.js';

export const MAIN = path.resolve('dist/cli/main.js');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project in a temporary folder, and the built command line run in it. */
export class CliProject implements Disposable {
  readonly directory = realpathSync(mkdtempSync(path.join(tmpdir(), 'ablationmage-test-')));

  constructor(files: Readonly<Record<string, string | Buffer>>) {
    this.write(files);
  }

  write(files: Readonly<Record<string, string | Buffer>>): void {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.directory, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }

  read(name: string): string {
    return readFileSync(path.join(this.directory, name), 'utf8');
  }

  report(study = 'train'): Report {
    return JSON.parse(this.read(`ablationmage_outputs/${study}/report.json`)) as Report;
  }

  /** Starts the command line; the caller waits for it with `finished`, or kills it. */
  start(words: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
    return spawn(process.execPath, [MAIN, ...words], {
      cwd: this.directory,
      env: { ...process.env, NO_COLOR: '1', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  async run(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CliResult> {
    return finished(this.start(words, environment));
  }

  [Symbol.dispose](): void {
    // A task on a node may write its last sign of life meanwhile.
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

export async function finished(child: ChildProcess): Promise<CliResult> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

/** Polls until the condition holds; throws after the limit, so that a test never hangs silently. */
export async function until(condition: () => boolean, what: string, limitMs = 30_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`gave up waiting until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
