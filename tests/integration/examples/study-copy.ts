import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Report, TrialReport } from '../../../src/core/report.js';
import { finished, type CliResult } from '../cli/cli-project.js';

const MAIN = path.resolve('dist/cli/main.js');

/** What `components --json` says of one mark. */
export interface ListedComponent {
  readonly id: string;
  readonly place: string;
  readonly state: 'removable' | 'needs-model' | 'impossible';
  readonly how: string;
}

/** A temporary copy of a folder of scripts, and the built command line run in it. */
export class StudyCopy implements Disposable {
  private readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ablationmage-example-')));
  /** Where commands run: the copy, or the folder of it that was named. */
  readonly directory: string;
  private readonly python: string;

  /** `folder` is what is copied, from the root of the repository; `inside` is where the user stands in it. */
  constructor(folder: string, python: string, inside = '') {
    const copy = path.join(this.root, path.basename(folder));
    const isSource = (name: string): boolean => !/\/(ablationmage_outputs|__pycache__|outputs)(\/|$)/.test(name);
    cpSync(path.resolve(folder), copy, { recursive: true, filter: isSource });
    this.directory = path.join(copy, inside);
    this.python = python;
  }

  run(words: readonly string[]): Promise<CliResult> {
    return this.command(['run', '--quiet', '--python', this.python, ...words]);
  }

  async components(script: string): Promise<readonly ListedComponent[]> {
    const { stdout, stderr } = await this.command(['components', script, '--json', '--python', this.python]);
    if (stdout === '') throw new Error(stderr);
    return (JSON.parse(stdout) as { components: ListedComponent[] }).components;
  }

  /** The diff of every trial, by id. */
  async diffs(script: string): Promise<ReadonlyMap<string, string>> {
    const { stdout, stderr } = await this.command(['plan', script, '--json', '--python', this.python]);
    if (stdout === '') throw new Error(stderr);
    const { trials } = JSON.parse(stdout) as { trials: { trial: { id: string }; diff: string }[] };
    return new Map(trials.map(({ trial, diff }) => [trial.id, diff]));
  }

  command(words: readonly string[]): Promise<CliResult> {
    const child = spawn(process.execPath, [MAIN, ...words], {
      cwd: this.directory,
      env: { ...process.env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return finished(child);
  }

  output(name: string, study: string): string {
    return readFileSync(path.join(this.directory, 'ablationmage_outputs', study, name), 'utf8');
  }

  report(study: string): Report {
    return JSON.parse(this.output('report.json', study)) as Report;
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A trial of a report; throws where there is none of that name. */
export function trialOf(report: Report, id: string): TrialReport {
  const trial = report.trials.find((each) => each.id === id);
  if (trial === undefined) throw new Error(`no trial ${id} among ${report.trials.map((each) => each.id).join(', ')}`);
  return trial;
}

/** What a run recorded for a metric; NaN where it recorded nothing, which equals no number. */
export function recordedValue(report: Report, trialId: string, seedIndex: number, metric: string): number {
  const run = report.runs.find((each) => each.trialId === trialId && each.seedIndex === seedIndex);
  return run?.metrics.find((each) => each.metric === metric)?.value ?? Number.NaN;
}

/** The changed lines of a diff, without its headers and context. */
export function changedLines(diff: string): string[] {
  return diff.split('\n').filter((line) => /^[+-](?!\+\+|--)/.test(line));
}
