import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { Report } from '../../../src/core/report.js';
import type { StudyCopy } from './study-copy.js';

const execute = promisify(execFile);

interface ExportedRow {
  readonly trial: string;
  readonly values: Readonly<Record<string, number>>;
  readonly mean?: number;
  readonly difference?: number;
  readonly interval?: readonly [number, number];
  readonly p_holm?: number;
}

/** The study of a copy as a script of its own, and Python that runs it. */
export class ExportedScript {
  private readonly folder: string;
  private readonly python: string;

  private constructor(folder: string, python: string) {
    this.folder = folder;
    this.python = python;
  }

  /** Exports it; fails the test where that does not end well. */
  static async of(copy: StudyCopy, python: string, kind: 'one-file' | 'folder'): Promise<ExportedScript> {
    const { code, stdout, stderr } = await copy.command(['export', '--script', 'ablation_study.py']);
    expect(code, stderr).toBe(0);
    const folder = kind === 'folder' ? path.join(copy.directory, 'ablation_study') : copy.directory;
    for (const name of stdout.trim().split('\n')) expect(existsSync(path.join(copy.directory, name)), name).toBe(true);
    expect(stdout).toContain('run.sh');
    expect(stderr).not.toContain('other first steps');
    return new ExportedScript(folder, python);
  }

  async run(...words: readonly string[]): Promise<string> {
    const script = path.join(this.folder, 'ablation_study.py');
    const { stdout } = await execute(this.python, [script, ...words], { cwd: this.folder });
    return stdout;
  }

  /** `--all` gives the table's numbers, tests and intervals, and a plot, a PDF and a JSON. */
  async expectTableOf(report: Report, ...words: readonly string[]): Promise<void> {
    const printed = await this.run('--all', ...words);
    const results = path.join(this.folder, 'ablation_study_results');
    const { rows } = JSON.parse(readFileSync(path.join(results, 'results.json'), 'utf8')) as { rows: ExportedRow[] };
    expect(rows.map(({ trial }) => trial).sort()).toEqual(report.trials.map(({ id }) => id).sort());
    for (const row of rows) {
      const trial = report.trials.find(({ id }) => id === row.trial);
      const { summary, effect } = trial?.metrics[0] ?? {};
      expect(printed).toContain(trial?.label);
      expect(Object.values(row.values), row.trial).toEqual(summary?.values.map(({ value }) => value));
      expect(row.mean).toBeCloseTo(summary?.mean ?? Number.NaN, 12);
      if (effect === undefined) continue;
      expect(row.difference, row.trial).toBeCloseTo(effect.meanDifference, 12);
      if (effect.inference.kind !== 'paired-t') continue;
      expect(row.p_holm, row.trial).toBeCloseTo(effect.inference.adjustedPValue, 9);
      expect(row.interval?.[0]).toBeCloseTo(effect.inference.adjustedInterval.low, 9);
      expect(row.interval?.[1]).toBeCloseTo(effect.inference.adjustedInterval.high, 9);
    }
    expect(readFileSync(path.join(results, 'results.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect(existsSync(path.join(results, 'effects.png'))).toBe(true);
  }
}
