import { expect, test } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import { csvWide } from '../../../../src/reports/formats/csv-wide.js';
import { sampleReport } from '../sample-report.js';
import { parseCsv } from './parse-csv.js';

function records(report: Report): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(csvWide.render(report));
  expect(rows.every((row) => row.length === header.length)).toBe(true);
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

function withMetrics(names: readonly string[]): Report {
  const [first, ...others] = sampleReport.runs;
  if (first === undefined) throw new Error('the sample has runs');
  const extra = names.map((metric) => ({ metric, value: -7, source: 'printed' as const, trace: '', series: [] }));
  return { ...sampleReport, runs: [{ ...first, metrics: [...first.metrics, ...extra] }, ...others] };
}

test('one row per run, one column per metric, the reported ones first', () => {
  const rows = records(withMetrics(['lr']));
  expect(rows).toHaveLength(sampleReport.runs.length);
  expect(Object.keys(rows[0] ?? {}).slice(-3)).toEqual(['accuracy', 'val_loss', 'lr']);
  expect(rows[0]).toMatchObject({
    trial: 'baseline',
    seed_index: '0',
    accuracy: '0.9694',
    val_loss: '0.1012',
    lr: '-7',
  });
  expect(rows[1]).toMatchObject({ accuracy: '0.9722', lr: '' });
});

test('a failed run has its reason and no number, whatever it gave before', () => {
  const runs = sampleReport.runs.map((run) => ({
    ...run,
    metrics: [{ metric: 'accuracy', value: 0.5, source: 'printed' as const, trace: '', series: [] }],
  }));
  const failed = records({ ...sampleReport, runs }).filter(({ state }) => state === 'failed');
  expect(failed).toHaveLength(6);
  expect(failed.map(({ accuracy, val_loss }) => [accuracy, val_loss])).toEqual(failed.map(() => ['', '']));
  expect(failed[0]).toMatchObject({ trial: 'bn', failure: 'timed out after 60 s' });
});

test('a metric that is called like another column, or like a formula, spoils nothing', () => {
  const rows = records(withMetrics(['state', 'metric_state', '=1+1']));
  expect(rows[0]).toMatchObject({ state: 'completed', metric_state: '-7', metric_metric_state: '-7', "'=1+1": '-7' });
});
