import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliProject } from '../cli/cli-project.js';
import { byName, expectedRuns, finishedStudy, STUDY_FOLDER } from './exported-study.js';
import { HOSTILE_METRIC, hostileReport } from './hostile-report.js';
import { isSkipped, readBack, TRACKER_PYTHON } from './tracker-python.js';

interface MlflowRun {
  readonly id: string;
  readonly name: string;
  readonly failed: boolean;
  readonly started: number;
  readonly ended: number;
  readonly series: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
}

const TO_MLFLOW = ['--to', 'mlflow', '--python', TRACKER_PYTHON];

describe.skipIf(isSkipped('mlflow'))('MLflow reads', () => {
  test('the numbers of the report, failures as failures, and the study above them', async () => {
    using project = await finishedStudy();
    const report = project.report();
    const { code, stdout, stderr } = await project.run(['report', ...TO_MLFLOW]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('ui --backend-store-uri ablationmage_outputs/train/export/mlruns\n');
    const runs = readBack(
      'mlflow_runs.py',
      path.join(project.directory, STUDY_FOLDER, 'export/mlruns'),
      'train',
    ) as readonly MlflowRun[];
    const parent = runs.find(({ name }) => name === 'summary');
    const children = runs.filter(({ tags }) => tags['mlflow.parentRunId'] === parent?.id);
    expect(byName(children).map(({ name, failed, series }) => ({ name, failed, series }))).toEqual(
      byName(expectedRuns(report)).map(({ name, failed, series, values }) => ({
        name,
        failed,
        series: {
          ...series,
          ...Object.fromEntries(Object.entries(values).map(([metric, value]) => [metric, [[0, value]]])),
        },
      })),
    );

    const crashed = children.find(({ name }) => name === 'divisor seed 1');
    expect(crashed?.tags).toMatchObject({
      state: 'failed',
      failure: 'crashed: ZeroDivisionError: division by zero (train.py:9)',
    });
    const run = report.runs.find(({ trialId, seedIndex }) => trialId === 'b' && seedIndex === 1);
    const b = children.find(({ name }) => name === 'b seed 1');
    expect(b?.parameters).toMatchObject({ trial: 'b', seed_index: '1', change: 'remove', components: 'b' });
    expect(b?.tags).toMatchObject({ verdict: 'faithful', finding: report.trials[1]?.finding?.kind });
    expect(b?.started).toBe(Date.parse(run?.startedAt ?? ''));
    expect(b?.ended).toBe(Math.floor(Date.parse(run?.startedAt ?? '') + (run?.durationMs ?? 0)));

    const effect = report.trials[1]?.metrics[0]?.effect;
    expect(parent?.series['b/val_loss/mean_difference']).toEqual([[0, effect?.meanDifference]]);
    expect(parent?.tags['finding.b']).toBe(report.trials[1]?.finding?.inWords);
    expect(parent?.files).toMatchObject({
      'results.csv': project.read(`${STUDY_FOLDER}/results.csv`),
      'variants/b.diff': project.read(`${STUDY_FOLDER}/variants/b.diff`),
    });
    expect(parent?.files['report.md']).toMatch(/^# Ablation study: train\n/);
  });

  test('names of any kind, with the original ones in a tag', async () => {
    using hostile = new CliProject({ 'some report.json': JSON.stringify(hostileReport) });
    const words = ['report', '--from', 'some report.json', '--output', "it's 學/out", ...TO_MLFLOW];
    const { code, stdout, stderr } = await hostile.run(words);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(`'it'\\''s 學/out/mlruns'`);
    expect(stderr).toContain(`note: ${HOSTILE_METRIC} is called `);
    const folder = path.join(hostile.directory, "it's 學/out/mlruns");
    const runs = readBack('mlflow_runs.py', folder, hostileReport.study.name) as readonly MlflowRun[];
    expect(runs).toHaveLength(hostileReport.runs.filter(({ state }) => state !== 'not-run').length + 1);
    const baseline = runs.find(({ name }) => name === 'baseline seed 1');
    const names = baseline?.tags ?? {};
    const original = Object.entries(baseline?.series ?? {}).map(([name, points]) => [
      names[`ablationmage.name.${name}`] ?? name,
      points,
    ]);
    expect(Object.fromEntries(original)).toMatchObject({
      [HOSTILE_METRIC]: [
        [1, 0.9],
        [2, 0.9722],
      ],
      _val: [[1, 0.0987]],
      'result_/result/_val': [[0, 0.0987]],
      'result_/_val': [[0, 0.0987]],
      duration_s_: [[0, 5.1]],
    });
    const parent = runs.find(({ name }) => name === 'summary');
    expect(Object.keys(parent?.files ?? {}).some((name) => name.startsWith('variants/a/b ../c'))).toBe(true);
  });
});
