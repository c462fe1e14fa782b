import { expect, test } from 'vitest';
import type { Summary } from '../../../../src/core/effect.js';
import type { MetricDirection } from '../../../../src/core/metric.js';
import type { MetricMeaning, Report, TrialReport } from '../../../../src/core/report.js';
import { bestRows } from '../../../../src/reports/formats/best-rows.js';
import { latex } from '../../../../src/reports/formats/latex.js';
import { primaryRows } from '../../../../src/reports/formats/trial-row.js';
import { sampleReport } from '../sample-report.js';

interface Row {
  readonly mean?: number;
  readonly deviation?: number;
  readonly meaning?: MetricMeaning;
}

function best(direction: MetricDirection, rows: readonly Row[]): number[] {
  const trials = rows.map(trialOf);
  const choice = { name: 'm', direction, directionOrigin: 'user', origin: 'user', select: { kind: 'last' } } as const;
  const report: Report = { ...sampleReport, primaryMetric: choice, trials };
  const found = bestRows(report, 'm', primaryRows(report, 'm'));
  return trials.flatMap(({ id }, index) => ([...found].some(({ trial }) => trial.id === id) ? [index] : []));
}

function trialOf({ mean, deviation = 0.01, meaning }: Row, index: number): TrialReport {
  const [baseline] = sampleReport.trials;
  if (baseline === undefined) throw new Error('the sample has a baseline');
  const summary: Summary | undefined =
    mean === undefined ? undefined : { n: 3, mean, standardDeviation: deviation, values: [] };
  const metric = { metric: 'm', role: 'primary', ...(summary && { summary }), ...(meaning && { meaning }) } as const;
  return { ...baseline, id: `t${index}`, label: `t${index}`, metrics: [metric] };
}

test.each<[string, MetricDirection, readonly Row[], readonly number[]]>([
  ['the highest', 'higher-is-better', [{ mean: 0.9 }, { mean: 0.95 }, { mean: 0.8 }], [1]],
  ['the lowest', 'lower-is-better', [{ mean: 0.9 }, { mean: 0.95 }, { mean: 0.8 }], [2]],
  ['all that share it', 'higher-is-better', [{ mean: 0.9 }, { mean: 0.95 }, { mean: 0.95 }], [1, 2]],
  ['all that are printed alike', 'higher-is-better', [{ mean: 0.5 }, { mean: 0.9501 }, { mean: 0.9502 }], [1, 2]],
  ['none where all are equal', 'higher-is-better', [{ mean: 0.9 }, { mean: 0.9 }], []],
  ['none of one', 'higher-is-better', [{ mean: 0.9 }, {}], []],
  ['not another quantity', 'lower-is-better', [{ mean: 2 }, { mean: 0.1, meaning: 'changed' }, { mean: 3 }], [0]],
  ['nor what may be one', 'lower-is-better', [{ mean: 2 }, { mean: 0.1, meaning: 'doubtful' }, { mean: 3 }], [0]],
  ['not what has no number', 'lower-is-better', [{}, { mean: 2 }, { mean: 3 }], [1]],
])('bold is %s', (_, direction, rows, expected) => {
  expect(best(direction, rows)).toEqual(expected);
});

test('in the table only the mean is bold, and the note says what bold is', () => {
  const text = latex.render(sampleReport);
  expect(text.match(/.*mathbf.*/g)?.map((line) => line.trim().slice(0, 60))).toEqual([
    expect.stringContaining('$-$ augment$^{\\ddagger}$ & $\\mathbf{0.9756}$ & $\\pm'),
    expect.stringContaining('$-$ augment$^{\\ddagger}$ & $\\mathbf{0.0902}$ & $\\pm'),
  ]);
  expect(text).toContain('Bold: the best mean of the rows without \\S{}.');
});
