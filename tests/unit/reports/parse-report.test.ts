import { expect, test } from 'vitest';
import { json } from '../../../src/reports/formats/json.js';
import { parseReport } from '../../../src/reports/parse-report.js';
import { sampleReport } from './sample-report.js';

const parse = (value: unknown) => parseReport(JSON.stringify(value), 'report.json');

test('a report reads back as it was written', () => {
  expect(parseReport(json.render(sampleReport), 'report.json')).toEqual(sampleReport);
});

test('a report of version 1 gets its curves from the series of its runs', () => {
  const { curves: _curves, ...old } = sampleReport;
  const runs = sampleReport.runs.map((run) => ({
    ...run,
    metrics: run.metrics.map((metric) => ({
      ...metric,
      series: metric.metric === 'accuracy' ? [0.1, 0.2].map((value, step) => ({ step, value })) : [],
    })),
  }));
  const report = parse({ ...old, runs, schemaVersion: 1 });
  expect(report.schemaVersion).toBe(2);
  expect(report.trials).toEqual(sampleReport.trials);
  expect(report.curves.find(({ trialId }) => trialId === 'baseline')).toEqual({
    trialId: 'baseline',
    metric: 'accuracy',
    axis: 'step',
    steps: 2,
    points: [
      { step: 0, n: 5, mean: 0.1, low: 0.1, high: 0.1 },
      { step: 1, n: 5, mean: 0.2, low: 0.2, high: 0.2 },
    ],
  });
});

test.each([
  ['a newer version', { ...sampleReport, schemaVersion: 3 }, 'schema version 3, this AblationMage knows up to 2'],
  ['no report', { hello: 1 }, 'is no report: it has no schemaVersion'],
  ['a list', [], 'is no report'],
  ['a changed number', { ...sampleReport, method: { alpha: 'small', paragraph: '' } }, 'at method.alpha'],
  ['an old one that is damaged', { schemaVersion: 1, trials: 3 }, 'is damaged or was changed by hand, at'],
])('%s is refused with the reason', (_, value, reason) => {
  expect(() => parse(value)).toThrow(reason);
});

test('what is no JSON is said', () => {
  expect(() => parseReport('{"schemaVersion": 2,', 'mine.json')).toThrow('mine.json is no JSON');
});
