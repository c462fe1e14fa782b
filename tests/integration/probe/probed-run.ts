import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

import type { ProbeReport } from '../../../src/execution/probe-report.js';
import type { Fingerprint } from '../../../src/core/fingerprint.js';
import { probeEnvironment, type Observation } from '../../../src/execution/probe/probe-environment.js';
import { readFingerprint } from '../../../src/execution/probe/read-fingerprint.js';
import { readProbeReport } from '../../../src/execution/probe/read-probe-report.js';

interface ProbedRunOptions {
  readonly seed?: number;
  readonly pythonPath?: readonly string[];
  readonly observe?: Observation;
}

export interface EndedProbedRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly report: ProbeReport;
  readonly fingerprint: Fingerprint | undefined;
}

/** A project, a run's copy of it and a run folder, in a temporary folder of their own. */
export class ProbedRun {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'ablationmage-probe-')));
  readonly workspace = join(this.root, 'farm', 'copy');
  readonly project = join(this.root, 'project');
  readonly runDirectory = join(this.project, 'ablationmage_outputs', 'run');
  readonly reportDirectory = join(this.runDirectory, 'probe');

  constructor() {
    for (const folder of [this.workspace, this.reportDirectory]) mkdirSync(folder, { recursive: true });
  }

  /** Writes a file of the run's copy and gives its path. */
  write(file: string, content: string): string {
    return this.writeAt(join(this.workspace, file), content);
  }

  /** Writes a file of the user's own project and gives its path. */
  writeToProject(file: string, content: string): string {
    return this.writeAt(join(this.project, file), content);
  }

  writeAt(path: string, content: string): string {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  async run(
    python: string,
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    { seed = 7, pythonPath = [], observe = { kind: 'steps' } }: ProbedRunOptions = {},
  ): Promise<EndedProbedRun> {
    const probe = probeEnvironment({
      reportDirectory: this.reportDirectory,
      workspace: this.workspace,
      projectRoot: this.project,
      writableDirectories: [this.runDirectory],
      environmentSeed: seed,
      pythonPath,
      observe,
    });
    const child = spawn(python, words, {
      cwd: this.workspace,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...probe, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    const report = await readProbeReport(this.reportDirectory);
    return { code, stdout, stderr, report, fingerprint: await readFingerprint(this.reportDirectory) };
  }

  /** Empties the report folder, so that the next run reports alone. */
  forgetReport(): void {
    rmSync(this.reportDirectory, { recursive: true });
    mkdirSync(this.reportDirectory);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
