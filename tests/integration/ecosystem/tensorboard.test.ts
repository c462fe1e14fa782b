import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliProject } from '../cli/cli-project.js';
import { byName, expectedRuns, finishedStudy, STUDY_FOLDER } from './exported-study.js';
import { HOSTILE_METRIC, hostileReport } from './hostile-report.js';
import { isSkipped, readBack, TRACKER_PYTHON } from './tracker-python.js';

interface TensorboardRun {
  readonly name: string;
  readonly failed?: boolean;
  readonly series: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly metrics?: readonly string[];
  readonly columns?: readonly string[];
}

const TO_TENSORBOARD = ['--to', 'tensorboard', '--python', TRACKER_PYTHON];

describe.skipIf(isSkipped('tensorboard'))('TensorBoard reads', () => {
  test('the numbers of the report as 32 bits hold them, failures as failures, once', async () => {
    using project = await finishedStudy();
    expect((await project.run(['report', ...TO_TENSORBOARD])).code).toBe(0);
    const { code, stdout, stderr } = await project.run(['report', ...TO_TENSORBOARD]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('--logdir ablationmage_outputs/train/export/tensorboard\n');
    const report = project.report();
    const folder = path.join(project.directory, STUDY_FOLDER, 'export/tensorboard');
    const [summary, ...runs] = (readBack('tensorboard_runs.py', folder) as readonly TensorboardRun[]).toSorted(
      summaryFirst,
    );
    expect(byName(runs).map(({ name, failed, series }) => ({ name, failed, series }))).toEqual(
      byName(expectedRuns(report)).map(({ name, failed, series, values }) => ({
        name,
        failed,
        series: in32Bits({
          ...series,
          ...Object.fromEntries(Object.entries(values).map(([metric, value]) => [metric, [[0, value]]])),
        }),
      })),
    );
    const crashed = runs.find(({ name }) => name === 'divisor seed 0');
    expect(crashed?.texts.failure).toBe('crashed: ZeroDivisionError: division by zero (train.py:9)');
    expect(runs.find(({ name }) => name === 'b seed 1')?.parameters).toMatchObject({ trial: 'b', seed_index: 1 });
    expect(summary).toMatchObject({ name: 'summary', metrics: ['result/val_loss'] });
    expect(summary?.columns).toContain('seed_index');
    expect(summary?.texts.report).toMatch(/^\| − b \| /m);
  });

  test('names of any kind, and says how folders are called', async () => {
    const [first] = hostileReport.runs;
    const huge = { metric: 'huge', value: 1e300, source: 'printed', trace: '', series: [] } as const;
    const runs = hostileReport.runs.map((run) => (run === first ? { ...run, metrics: [...run.metrics, huge] } : run));
    using project = new CliProject({ 'report.json': JSON.stringify({ ...hostileReport, runs }) });
    const { code, stderr } = await project.run(['report', '--from', 'report.json', ...TO_TENSORBOARD]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('note: a/b ../c "d" 卷积');
    expect(stderr).toContain('baseline seed 0: result_/huge = 1e+300 is too large for TensorBoard and is left out');
    const read = readBack(
      'tensorboard_runs.py',
      path.join(project.directory, 'export/tensorboard'),
    ) as readonly TensorboardRun[];
    expect(read).toHaveLength(runs.filter(({ state }) => state !== 'not-run').length + 1);
    const baseline = read.find(({ name }) => name === 'baseline seed 1');
    expect(baseline?.series[HOSTILE_METRIC]).toEqual([
      [1, Math.fround(0.9)],
      [2, Math.fround(0.9722)],
    ]);
    expect(baseline?.series['result_/result/_val']).toEqual([[0, Math.fround(0.0987)]]);
  });

  test('a study without any number', async () => {
    const { primaryMetric, ...rest } = hostileReport;
    expect(primaryMetric).toBeDefined();
    const runs = rest.runs.map((run) => ({ ...run, state: 'failed', failure: 'no metric', metrics: [] }));
    const trials = rest.trials.map((trial) => ({ ...trial, metrics: [] }));
    using project = new CliProject({ 'report.json': JSON.stringify({ ...rest, runs, trials, candidateMetrics: [] }) });
    const { code, stderr } = await project.run(['report', '--from', 'report.json', ...TO_TENSORBOARD]);
    expect(code, stderr).toBe(0);
    const read = readBack('tensorboard_runs.py', path.join(project.directory, 'export/tensorboard'));
    const summary = (read as readonly TensorboardRun[]).find(({ name }) => name === 'summary');
    expect(summary?.texts.report).toContain('No run gave a number.');
    expect(summary?.metrics).toEqual([]);
  });
});

function summaryFirst(a: TensorboardRun, b: TensorboardRun): number {
  return Number(b.name === 'summary') - Number(a.name === 'summary');
}

function in32Bits(series: TensorboardRun['series']): TensorboardRun['series'] {
  const rounded = Object.entries(series).map(([name, points]) => [
    name,
    points.map(([step, value]) => [step, Math.fround(value)] as const),
  ]);
  return Object.fromEntries(rounded) as TensorboardRun['series'];
}
