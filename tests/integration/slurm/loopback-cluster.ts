import { execFileSync, spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { finished, MAIN, until, type CliProject, type CliResult } from '../cli/cli-project.js';

const SCRIPT = path.resolve('scripts/slurm-on-loopback.sh');
const IS_REQUIRED = process.env.ABLATIONMAGE_TEST_REQUIRE_ALL === '1';
const hasSlurm = existsSync('/usr/sbin/slurmctld') && process.getuid?.() === 0;

/**
 * Tests that share a cluster; what one leaves on it is ended before the next. They need Debian's slurm-wlm and munge, and root: they may be
 * skipped only where nothing is required.
 */
export function describeOnSlurm(name: string, tests: (cluster: LoopbackCluster) => void): void {
  describe.skipIf(!hasSlurm && !IS_REQUIRED)(name, () => {
    const cluster = new LoopbackCluster();
    beforeAll(() => {
      cluster.up();
    });
    afterEach(() => cluster.clear());
    afterAll(() => {
      cluster[Symbol.dispose]();
    });
    tests(cluster);
  });
}

/** A real Slurm of two nodes with two cores each, on this machine alone. */
export class LoopbackCluster implements Disposable {
  #directory = '';
  #configurationFile = '';

  up(): void {
    this.#directory = mkdtempSync(path.join(tmpdir(), 'ablationmage-slurm-'));
    this.#configurationFile = this.#control('start').trim().split('\n').at(-1) ?? '';
  }

  /** What the command line has to have in its environment to see it. */
  get environment(): Readonly<Record<string, string>> {
    return { SLURM_CONF: this.#configurationFile };
  }

  /** Starts the command line in sight of this cluster; the caller waits for it, or kills it. */
  start(
    project: CliProject,
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): ChildProcess {
    return project.start(words, { ...this.environment, ...environment });
  }

  run(
    project: CliProject,
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<CliResult> {
    return finished(this.start(project, words, environment));
  }

  /** The same in a terminal, for keys that are pressed. */
  startInTerminal(
    project: CliProject,
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): ChildProcessWithoutNullStreams {
    const command = [process.execPath, MAIN, ...words].map((word) => `'${word}'`).join(' ');
    const inTerminal = ['--quiet', '--return', '--command', `stty cols 100 rows 30; ${command}`, '/dev/null'];
    return spawn('script', inTerminal, {
      cwd: project.directory,
      env: { ...process.env, ...this.environment, ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  stopController(): void {
    this.#control('controller-stop');
  }

  startController(): void {
    this.#control('controller-start');
  }

  /** Everything on it dies with it. */
  killNode(name: 'n1' | 'n2'): void {
    this.#control('node-kill', name);
  }

  startNode(name: 'n1' | 'n2'): void {
    this.#control('node-start', name);
  }

  /** What one of Slurm's own programs prints. */
  ask(program: 'squeue' | 'sinfo' | 'scancel', ...words: readonly string[]): string {
    return execFileSync(program, words, { encoding: 'utf8', env: { ...process.env, ...this.environment } });
  }

  /** Ends all jobs; resolves when none is left. */
  async clear(): Promise<void> {
    this.ask('scancel', '--user=root');
    await until(() => this.ask('squeue', '--noheader').trim() === '', 'the queue is empty', 60_000);
  }

  [Symbol.dispose](): void {
    this.#control('stop');
    rmSync(this.#directory, { recursive: true, force: true, maxRetries: 5 });
  }

  #control(...words: readonly string[]): string {
    const [what = '', ...rest] = words;
    return execFileSync('bash', [SCRIPT, what, this.#directory, ...rest], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  }
}
