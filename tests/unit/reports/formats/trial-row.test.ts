import { describe, expect, test } from 'vitest';
import type { Effect, Inference, Summary } from '../../../../src/core/effect.js';
import type { Report } from '../../../../src/core/report.js';
import { exploratoryRows, metricHeading, primaryRows } from '../../../../src/reports/formats/trial-row.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

/** The sample with one trial, whose primary metric is replaced. */
function reportWith(summary: Summary, effect: Effect): Report {
  const trials = sampleReport.trials
    .filter(({ id }) => id === 'conv2')
    .map((trial) => ({ ...trial, metrics: [{ metric: 'accuracy', role: 'primary' as const, summary, effect }] }));
  return { ...sampleReport, trials };
}

function effectOf(meanDifference: number, inference: Inference): Effect {
  return { pairs: 5, meanDifference, differences: [], inference };
}

const spread: Summary = { n: 5, mean: 0.94722, standardDeviation: 0.0044, values: [] };

describe('each state of an effect shows what it has, and no more', () => {
  test('one pair: a difference, no interval, no p', () => {
    const summary = { n: 1, mean: 0.94722, values: [] };
    const [row] = primaryRows(reportWith(summary, effectOf(-0.02, { kind: 'single-pair' })), 'accuracy');
    expect(row?.value).toEqual({ mean: '0.9472', n: 1 });
    expect(row?.effect).toEqual({ difference: '−0.0200', significance: 'not-tested' });
  });

  test('the same difference at every seed: the p of the sign-flip test, no interval', () => {
    const inference = {
      kind: 'constant-difference',
      signFlipPValue: 0.0625,
      smallestSignFlipPValue: 0.0625,
      adjustedPValue: 0.25,
    } as const;
    const [row] = primaryRows(reportWith(spread, effectOf(-0.02, inference)), 'accuracy');
    expect(row?.effect).toEqual({ difference: '−0.02', pValue: '0.250', significance: 'not-significant' });
  });

  test('no spread: exact values with decimals enough to tell them apart', () => {
    const rows = primaryRows(deterministicReport, 'f1');
    expect(rows.map(({ value }) => value?.mean)).toEqual(['0.9306', '0.9278', '0.9000']);
    expect(rows.map(({ effect }) => effect?.difference)).toEqual([undefined, '−0.0028', '−0.0306']);
  });

  test('the rounding error of equal numbers is no spread', () => {
    const summary = { ...spread, standardDeviation: 1.2e-17 };
    const [row] = primaryRows(reportWith(summary, effectOf(0, { kind: 'exact' })), 'accuracy');
    expect(row?.value).toEqual({ mean: '0.9472', standardDeviation: '0', n: 5 });
  });

  test('significance follows the adjusted p', () => {
    const significance = primaryRows(sampleReport, 'accuracy').map(({ effect }) => effect?.significance);
    expect(significance).toEqual([
      undefined,
      'significant',
      'not-significant',
      'significant',
      'significant',
      'not-tested',
      undefined,
      undefined,
    ]);
  });
});

test('an exploratory metric has no findings, and no rows without numbers', () => {
  const rows = exploratoryRows(sampleReport, 'val_loss');
  expect(rows.map(({ trial }) => trial.id)).not.toContain('clip');
  expect(rows.filter((row) => row.finding !== undefined)).toEqual([]);
});

test('the heading says which way is better', () => {
  expect(['accuracy', 'val_loss', 'unknown'].map((metric) => metricHeading(sampleReport, metric))).toEqual([
    'accuracy ↑',
    'val_loss ↓',
    'unknown',
  ]);
});
