import { expect, it } from 'vitest';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import { buildRecord, metric } from './build-record.js';

const requestedMetrics = { names: ['loss'], select: { kind: 'last' }, directions: {} } as const;

it('does not pass the second of two equally named numbers off as the first, where a variant prints only one', () => {
  const both = (first: number, second: number) => [
    metric('loss', first, 'printed'),
    metric('loss (2)', second, 'printed'),
  ];
  const { trials, warnings } = analyseStudy(
    buildRecord(
      {
        baseline: [both(5, 0.3), both(5.1, 0.31)],
        pretraining: [[metric('loss', 0.4, 'printed')], [metric('loss', 0.41, 'printed')]],
      },
      { requestedMetrics },
    ),
  );
  expect(trials[1]?.metrics[0]?.summary).toBeUndefined();
  expect(trials[1]?.failures.map(({ reason }) => reason.kind)).toEqual(['no-value', 'no-value']);
  expect(warnings[0]).toContain('it is not known which number is which');
});

it('does not compare a METRIC line with a number that was only printed under its name', () => {
  const { trials } = analyseStudy(
    buildRecord(
      { baseline: [[metric('acc', 0.9, 'metric-line')]], part: [[metric('acc', 0.2, 'printed')]] },
      { requestedMetrics: { ...requestedMetrics, names: ['acc'] } },
    ),
  );
  expect(trials[1]?.metrics[0]?.summary).toBeUndefined();
});

it('compares where every run prints the same ones', () => {
  const run = (first: number) => [metric('loss', first, 'printed'), metric('loss (2)', 0.3, 'printed')];
  const { trials, warnings } = analyseStudy(
    buildRecord({ baseline: [run(5), run(6)], part: [run(7), run(9)] }, { requestedMetrics }),
  );
  expect(trials[1]?.metrics[0]?.summary?.mean).toBe(8);
  expect(warnings.join()).not.toContain('which number is which');
});
