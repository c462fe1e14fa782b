import { describe, expect, it } from 'vitest';
import type { MetricMeaning, TrialReport } from '../../../../src/core/report.js';
import type { LossChange, RecordedTrial, StudyRecord } from '../../../../src/core/study-record.js';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import { buildRecord, metric } from './build-record.js';

describe('by where the source computes the loss', () => {
  it.each<[string, LossChange, MetricMeaning | undefined]>([
    ['test_loss', 'in-evaluation', 'changed'],
    ['train_loss', 'in-evaluation', 'changed'],
    ['loss', 'in-evaluation', 'changed'],
    ['test_loss', 'in-training', undefined],
    ['val_nll', 'in-training', undefined],
    ['train_loss', 'in-training', 'changed'],
    ['loss', 'in-training', 'doubtful'],
    ['test_loss', 'somewhere', 'doubtful'],
    ['test_accuracy', 'in-evaluation', undefined],
    ['test_recon_loss', 'in-evaluation', undefined],
  ])('%s, changed %s: %s', (name, lossChange, meaning) => {
    const runs = [1, 1.1, 1.2].map((value) => ({ [name]: value }));
    const record = changed(buildRecord({ baseline: runs, kld: runs.toReversed() }), lossChange);
    expect(rowOf(record).metrics[0]?.meaning).toBe(meaning);
  });
});

describe('by the numbers', () => {
  const series = (total: readonly number[], recon: readonly number[]) => [metric('loss', total), metric('rec', recon)];
  const baseline = [series([3, 2.5, 2], [2, 1.8, 1.5]), series([3.1, 2.4, 2], [2.2, 1.7, 1.5])];

  it('a total that is one of its terms, value for value, is no total any more', () => {
    const without = [series([2.1, 1.7, 1.4], [2.1, 1.7, 1.4]), series([2, 1.6, 1.5], [2, 1.6, 1.5])];
    const report = analyseStudy(named(buildRecord({ baseline, kld: without })));
    const [, kld] = report.trials;
    expect(kld?.metrics[0]?.meaning).toBe('changed');
    expect(kld?.finding?.inWords).toMatch(/; but the metric changed its meaning$/);
    expect(report.warnings.join('\n')).toContain(
      'loss changed its meaning without kld, which is part of what it adds up: its difference from the baseline says ' +
        'nothing of what it is worth.',
    );
  });

  it.each([
    ['other values', [series([2.1, 1.7, 1.4], [2.1, 1.7, 1.5])]],
    ['single values', [[metric('loss', 2), metric('rec', 2)]]],
    ['values that stand still', [series([2, 2, 2], [2, 2, 2])]],
  ])('%s prove nothing', (_, without) => {
    expect(rowOf(named(buildRecord({ baseline, kld: without }))).metrics[0]).not.toHaveProperty('meaning');
  });

  it('nor do two names that agree in the baseline too', () => {
    const same = [series([3, 2], [3, 2])];
    const other = [series([2, 1], [2, 1])];
    expect(rowOf(named(buildRecord({ baseline: same, kld: other }))).metrics[0]).not.toHaveProperty('meaning');
  });
});

function named(record: StudyRecord): StudyRecord {
  return { ...record, requestedMetrics: { ...record.requestedMetrics, names: ['loss'] } };
}

function changed(record: StudyRecord, lossChange: LossChange): StudyRecord {
  const trials = record.trials.map((recorded): RecordedTrial => {
    return recorded.trial.id === 'kld' ? { ...recorded, lossChange } : recorded;
  });
  return { ...record, trials };
}

function rowOf(record: StudyRecord): TrialReport {
  const row = analyseStudy(record).trials.find(({ id }) => id === 'kld');
  if (row === undefined) throw new Error('no row');
  return row;
}
