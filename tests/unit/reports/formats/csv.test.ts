import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import { parseCsv } from './parse-csv.js';
import { csv } from '../../../../src/reports/formats/csv.js';
import { sampleReport } from '../sample-report.js';

function records(report: Report): Record<string, string>[] {
  const [header = [], ...rows] = parseCsv(csv.render(report));
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}

test('one row per run and reported metric', () => {
  const rows = records(sampleReport);
  expect(rows).toHaveLength(9 * 5 * 2);
  expect(rows[0]).toEqual({
    study: 'train',
    trial: 'baseline',
    seed_index: '0',
    state: 'completed',
    failure: '',
    metric: 'accuracy',
    value: '0.9694',
    source: 'printed',
    duration_s: '5',
    identity: 'baseline-0',
    role: 'primary',
    verdict: '',
    verdict_reasons: '',
    parameter_difference: '',
    step_time_ratio: '',
  });
});

test('a failed run has its reason and no value', () => {
  const failed = records(sampleReport).filter(({ state }) => state === 'failed');
  expect(failed).toHaveLength(6 * 2);
  expect(failed.map(({ value }) => value)).toEqual(failed.map(() => ''));
  expect(failed[0]).toMatchObject({ trial: 'bn', failure: 'timed out after 60 s', metric: 'accuracy' });
});

test('what a failed run measured before it failed is no result', () => {
  const runs = sampleReport.runs.map((run) => {
    const metrics = [
      { metric: 'accuracy', value: 0.5, source: 'printed' as const, trace: '', series: [] },
      { metric: 'other', value: 0.5, source: 'printed' as const, trace: '', series: [] },
    ];
    return run.state === 'failed' ? { ...run, metrics } : run;
  });
  const failed = records({ ...sampleReport, runs }).filter(({ state }) => state === 'failed');
  expect(failed.filter(({ value }) => value !== '')).toEqual([]);
});

test('the value of the selected epoch, not the last one, stands beside its table', () => {
  const trials = sampleReport.trials.map((trial) => ({
    ...trial,
    metrics: trial.metrics.map((metric) => ({
      ...metric,
      ...(metric.summary && { summary: { ...metric.summary, values: [{ seedIndex: 0, value: 0.123 }] } }),
    })),
  }));
  expect(records({ ...sampleReport, trials })[0]?.value).toBe('0.123');
});

test('other metrics are listed as recorded', () => {
  const [first, ...others] = sampleReport.runs;
  if (first === undefined) throw new Error('the sample has runs');
  const extra = { metric: 'lr', value: 1e-4, source: 'printed' as const, trace: '', series: [] };
  const runs = [{ ...first, metrics: [...first.metrics, extra] }, ...others];
  expect(records({ ...sampleReport, runs })[2]).toMatchObject({ metric: 'lr', value: '0.0001', role: 'recorded' });
});

test('a study without any number still lists its runs', () => {
  const trials = sampleReport.trials.map((trial) => ({ ...trial, metrics: [] }));
  const runs = sampleReport.runs.map((run) => ({ ...run, state: 'not-run' as const, metrics: [] }));
  expect(records({ ...sampleReport, trials, runs })).toHaveLength(45);
});

test('any text survives; one that a spreadsheet would run gets an apostrophe', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (failure) => {
      const runs = sampleReport.runs.slice(0, 1).map((run) => ({ ...run, failure }));
      const expected = /^[=+\-@\t\r]/.test(failure) ? `'${failure}` : failure;
      expect(records({ ...sampleReport, runs })[0]?.failure).toBe(expected);
    }),
  );
});

test('a negative number is a number', () => {
  expect(records(sampleReport).find(({ trial }) => trial === 'conv2')?.parameter_difference).toBe('-2320');
});
