import { expect, test } from 'vitest';
import type { MetricPoint } from '../../../../src/core/metric.js';
import type { RunReport } from '../../../../src/core/report.js';
import { exportDocument, type ExportDocument } from '../../../../src/reports/export/export-document.js';
import { sampleReport } from '../sample-report.js';

const document = exportDocument(sampleReport);

test('a run has its trial, verdict and finding, its series and the value that entered the table', () => {
  expect(runOf(document, 'conv2 seed 1')).toMatchObject({
    group: 'conv2',
    labels: ['state: completed', 'verdict: faithful', 'finding: hurts'],
    tags: { state: 'completed', finding: 'hurts', finding_in_words: 'removing it hurts' },
    parameters: { trial: 'conv2', seed_index: 1, label: '− conv2', change: 'remove', components: 'conv2' },
    provenance: { study: 'train', command: 'python train.py --epochs 5', 'package.torch': '2.4.1', attempt: 1 },
    startedAtMs: Date.parse('2025-11-20T09:00:00.000Z'),
    durationMs: 5_100,
    series: [
      {
        name: 'accuracy',
        points: [
          { step: 1, value: 0.9 },
          { step: 2, value: 0.95 },
        ],
      },
      { name: 'val_loss', points: [{ step: 1, value: 0.1701 }] },
    ],
    values: [
      { name: 'result/accuracy', value: 0.95 },
      { name: 'result/val_loss', value: 0.1701 },
      { name: 'duration_s', value: 5.1 },
    ],
  });
});

test('a failed run has its reason and no number but its duration, whatever it gave before', () => {
  const gave = (run: RunReport): RunReport =>
    run.state === 'failed' ? { ...run, metrics: sampleReport.runs[0]?.metrics ?? [] } : run;
  const failed = runOf(exportDocument({ ...sampleReport, runs: sampleReport.runs.map(gave) }), 'bn seed 1');
  expect(failed).toMatchObject({ failure: 'timed out after 60 s', tags: { state: 'failed' }, series: [] });
  expect(failed?.values).toEqual([{ name: 'duration_s', value: 5.1 }]);
});

test('runs that did not run are left out, the second baseline says which seed it ran at', () => {
  expect(document.runs.filter(({ group }) => group === 'schedule')).toEqual([]);
  expect(document.runs).toHaveLength(sampleReport.runs.filter(({ state }) => state !== 'not-run').length);
  expect(runOf(document, 'second-baseline seed 3')?.parameters).toMatchObject({ executed_seed_index: 1003 });
});

test('with a selected epoch the result is the value there, not the last one', () => {
  const selected = {
    ...sampleReport,
    trials: sampleReport.trials.map((trial) => ({
      ...trial,
      metrics: trial.metrics.map((metric) => ({
        ...metric,
        ...(metric.summary && { summary: { ...metric.summary, values: [{ seedIndex: 0, value: 0.99 }] } }),
      })),
    })),
  };
  expect(runOf(exportDocument(selected), 'baseline seed 0')?.values[0]).toEqual({
    name: 'result/accuracy',
    value: 0.99,
  });
});

test.each([
  [
    'own steps, in order',
    [point(20, 2), point(10, 1)],
    [
      [10, 1],
      [20, 2],
    ],
  ],
  [
    'none',
    [point(undefined, 1), point(undefined, 2)],
    [
      [1, 1],
      [2, 2],
    ],
  ],
  [
    'twice the same',
    [point(1, 1), point(1, 2)],
    [
      [1, 1],
      [2, 2],
    ],
  ],
  [
    'half epochs',
    [point(0.5, 1), point(1, 2)],
    [
      [1, 1],
      [2, 2],
    ],
  ],
  [
    'below zero',
    [point(-1, 1), point(0, 2)],
    [
      [1, 1],
      [2, 2],
    ],
  ],
  [
    'not all',
    [point(5, 1), point(undefined, 2)],
    [
      [1, 1],
      [2, 2],
    ],
  ],
])('steps: %s', (_, series, expected) => {
  const [first, ...rest] = sampleReport.runs;
  const [metric] = first?.metrics ?? [];
  if (first === undefined || metric === undefined) throw new Error('the sample has runs');
  const report = { ...sampleReport, runs: [{ ...first, metrics: [{ ...metric, series }] }, ...rest] };
  const points = exportDocument(report).runs[0]?.series[0]?.points;
  expect(points?.map(({ step, value }) => [step, value])).toEqual(expected);
});

test('what the export adds gives way to metrics of the same name', () => {
  const named = (run: RunReport): RunReport => ({
    ...run,
    metrics: run.metrics.map((metric) =>
      metric.metric === 'val_loss' ? { ...metric, metric: 'result/accuracy' } : metric,
    ),
  });
  const values = exportDocument({ ...sampleReport, runs: sampleReport.runs.map(named) }).runs[0]?.values;
  expect(values?.map(({ name }) => name)).toEqual(['result_/accuracy', 'result_/result/accuracy', 'duration_s']);
});

test('the summary has every number of every effect, as table and one by one, and the printed table', () => {
  const { tables, values, tags, files } = document.summary;
  const [printed, effects, runs] = tables;
  expect(printed?.columns.slice(0, 4)).toEqual(['component', 'accuracy ↑', 'n', 'Δ']);
  expect(printed?.rows[1]?.slice(0, 4)).toEqual(['− conv2', '0.9472 ± 0.0044', 5, '−0.0239']);
  const row = effects?.rows.find(([trial, , metric]) => trial === 'conv2' && metric === 'accuracy') ?? [];
  const cell = (column: string) => row[effects?.columns.indexOf(column) ?? -1];
  const effect = sampleReport.trials[1]?.metrics[0]?.effect;
  expect(cell('mean_difference')).toBe(effect?.meanDifference);
  expect(effect?.inference).toMatchObject({
    adjustedInterval: { low: cell('interval_low'), high: cell('interval_high') },
    adjustedPValue: cell('adjusted_p_value'),
  });
  expect(values).toContainEqual({ name: 'conv2/accuracy/mean_difference', value: effect?.meanDifference });
  expect(tags['finding.schedule']).toBe('rejected: lr is 0.01 where the baseline has 0.001');
  const rejected = effects?.rows.find(([trial, , , role]) => trial === 'schedule' && role === 'primary') ?? [];
  expect(rejected.filter((value) => typeof value === 'number')).toEqual([5]);
  expect(runs?.rows).toHaveLength(document.runs.length);
  expect(files.map(({ path }) => path)).toEqual([
    'report.md',
    'results.csv',
    'report.json',
    'methods.txt',
    'effects.csv',
    'variants/conv2.diff',
  ]);
});

test('a study without any number has no table of one', () => {
  const { primaryMetric, ...rest } = sampleReport;
  expect(primaryMetric).toBeDefined();
  const runs = rest.runs.map((run) => ({ ...run, metrics: [] }));
  const nothing = exportDocument({ ...rest, runs, trials: rest.trials.map((trial) => ({ ...trial, metrics: [] })) });
  expect(nothing.shownValues).toEqual([]);
  expect(nothing.summary.tables.map(({ name }) => name)).toEqual(['effects', 'runs']);
  expect(nothing.summary.values).toEqual([]);
});

test('the ids are the same at every export, and another for every result', () => {
  expect(exportDocument(sampleReport)).toEqual(document);
  expect(new Set(document.runs.map(({ id }) => id)).size).toBe(document.runs.length);
});

function runOf({ runs }: ExportDocument, name: string): ExportDocument['runs'][number] | undefined {
  return runs.find((run) => run.name === name);
}

function point(step: number | undefined, value: number): MetricPoint {
  return step === undefined ? { value } : { step, value };
}
