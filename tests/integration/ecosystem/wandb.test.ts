import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliProject } from '../cli/cli-project.js';
import { byName, expectedRuns, finishedStudy, STUDY_FOLDER } from './exported-study.js';
import { HOSTILE_METRIC, HOSTILE_TRIAL, hostileReport } from './hostile-report.js';
import { isSkipped, readBack, TRACKER_PYTHON } from './tracker-python.js';

interface WandbRun {
  readonly name: string;
  readonly id: string;
  readonly project: string;
  readonly group: string;
  readonly failed: boolean;
  readonly labels: readonly string[];
  readonly notes: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly series: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly tables: Readonly<Record<string, { readonly columns: readonly string[]; readonly data: unknown[][] }>>;
}

const TO_WANDB = ['--to', 'wandb', '--python', TRACKER_PYTHON];

/** W&B keeps what tables hold in a folder of the user's; a variable that names a run must not matter. */
function environment(): Record<string, string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ablationmage-wandb-'));
  return { WANDB_DATA_DIR: folder, WANDB_CACHE_DIR: folder, WANDB_RUN_ID: 'mine', WANDB_MODE: 'online' };
}

describe.skipIf(isSkipped('wandb'))('W&B reads', () => {
  test('the numbers of the report, failures as failures, the tables', async () => {
    using project = await finishedStudy();
    const { code, stdout, stderr } = await project.run(['report', ...TO_WANDB], environment());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('sync ablationmage_outputs/train/export/wandb/offline-run-*\n');
    const report = project.report();
    const folder = path.join(project.directory, STUDY_FOLDER, 'export/wandb');
    const all = readBack('wandb_runs.py', folder) as readonly WandbRun[];
    const summary = all.find(({ name }) => name === 'summary');
    const runs = all.filter((run) => run !== summary);
    const expected = expectedRuns(report);
    expect(byName(runs).map(({ name, failed, series }) => ({ name, failed, series }))).toEqual(
      byName(expected).map(({ name, failed, series }) => ({ name, failed, series })),
    );
    for (const { name, values } of expected) {
      const found = runs.find((run) => run.name === name)?.values ?? {};
      const ours = Object.entries(found).filter(([key]) => key.startsWith('result/') || key === 'duration_s');
      expect(Object.fromEntries(ours)).toEqual(values);
    }
    const b = runs.find(({ name }) => name === 'b seed 1');
    expect(b).toMatchObject({
      project: 'train',
      group: 'b',
      config: { trial: 'b', seed_index: 1, verdict: 'faithful' },
    });
    expect(b?.labels).toContain('verdict: faithful');
    expect(runs.find(({ name }) => name === 'divisor seed 0')?.notes).toBe(
      'crashed: ZeroDivisionError: division by zero (train.py:9)',
    );

    const { columns = [], data = [] } = summary?.tables.effects ?? {};
    const row = data.find(([trial]) => trial === 'b') ?? [];
    expect(row[columns.indexOf('mean_difference')]).toBe(report.trials[1]?.metrics[0]?.effect?.meanDifference);
    expect(summary?.tables.runs?.data).toHaveLength(expected.length);

    // W&B's own list of what its command would upload; `--dry-run` reaches nobody.
    const shown = stdout.split('\n').find((line) => line.includes(' sync ')) ?? '';
    const dry = shown
      .trim()
      .replace(' sync ', ' sync --dry-run ')
      .replace(/^\S+/, `${path.dirname(TRACKER_PYTHON)}/wandb`);
    const listed = execFileSync('bash', ['-c', `${dry} 2>&1`], { cwd: project.directory, encoding: 'utf8' });
    expect(listed).toContain(`sync ${expected.length + 1} run(s)`);
    expect(readdirSync(folder).filter((name) => !name.startsWith('offline-run-'))).toEqual(['.ablationmage-export']);
  });

  test('names of any kind', async () => {
    using project = new CliProject({ 'report.json': JSON.stringify(hostileReport) });
    const { code, stderr } = await project.run(['report', '--from', 'report.json', ...TO_WANDB], environment());
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('note: a/b: 100% #1 学习 is called a_b_ 100_ _1 学习 there');
    const runs = readBack('wandb_runs.py', path.join(project.directory, 'export/wandb')) as readonly WandbRun[];
    expect(runs).toHaveLength(hostileReport.runs.filter(({ state }) => state !== 'not-run').length + 1);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
    expect(runs.filter(({ config }) => config.trial === HOSTILE_TRIAL)).toHaveLength(2);
    const baseline = runs.find(({ name }) => name === 'baseline seed 1');
    expect(baseline?.series[`metric${HOSTILE_METRIC}`]).toEqual([
      [1, 0.9],
      [2, 0.9722],
    ]);
    expect(baseline?.values['result_/result/_val']).toBe(0.0987);
  });
});
