import { describe, expect, it } from 'vitest';
import type { MetricRecord } from '../../../../src/core/metric.js';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import { buildRecord, metric, steppedMetric } from './build-record.js';

describe('value at the epoch where another metric is best', () => {
  it('pairs series of equal length by position, the first of equally good epochs', () => {
    const report = select([metric('acc', [0.7, 0.9, 0.8, 0.6]), metric('val_loss', [0.5, 0.2, 0.2, 0.3])]);
    expect(value(report)).toBe(0.9);
    expect(report.runs[0]?.metrics[0]).toMatchObject({ metric: 'acc', value: 0.6, selectedValue: 0.9 });
  });

  it('maximises a metric of which more is better', () => {
    expect(value(select([metric('acc', [0.7, 0.9, 0.8]), metric('val_f1', [0.1, 0.2, 0.3])], 'val_f1'))).toBe(0.8);
  });

  it('pairs by step where both tell it, though one is measured less often', () => {
    const metrics = [
      steppedMetric('acc', [[2, 0.7], [4, 0.8], [6, 0.75]]),
      steppedMetric('val_loss', [[1, 0.9], [2, 0.5], [3, 0.4], [4, 0.1], [5, 0.2], [6, 0.3]]),
    ]; // prettier-ignore
    expect(value(select(metrics))).toBe(0.8);
  });

  it('gives a reason and no number where the series cannot be matched', () => {
    const metrics = [metric('acc', [0.7, 0.8]), metric('val_loss', [0.5, 0.2, 0.4])];
    expect(value(select(metrics))).toBeUndefined();
    expect(reason(select(metrics))).toBe('no value of acc: its 2 values cannot be matched with the 3 of val_loss');
    expect(reason(select([steppedMetric('acc', [[1, 0.5]]), steppedMetric('val_loss', [[1, 0.3], [2, 0.2]])]))).toBe(
      'no value of acc: none at step 2, where val_loss is best',
    ); // prettier-ignore
    expect(reason(select([metric('acc', [0.7])]))).toBe(
      'no value of acc: val_loss, which selects the epoch, was never given',
    );
  });

  it('does not choose an epoch by NaN, nor report one', () => {
    expect(value(select([metric('acc', [0.7, 0.9]), metric('val_loss', [0.5, NaN])]))).toBe(0.7);
    expect(reason(select([metric('acc', [0.7]), metric('val_loss', [NaN])]))).toBe(
      'diverged: val_loss is not a finite number',
    );
    expect(reason(select([metric('acc', [NaN, 0.7]), metric('val_loss', [0.1, 0.2])]))).toBe(
      'diverged: acc is not a finite number',
    );
  });

  it('flags selection by the reported metric itself, and on test data', () => {
    expect(select([metric('acc', [0.7, 0.9])], 'acc').warnings.join('\n')).toContain('the reported metric itself');
    const onTest = select([metric('acc', [0.7, 0.9]), metric('test_loss', [0.2, 0.1])], 'test_loss');
    expect(onTest.warnings.join('\n')).toContain('selected on test data');
    expect(select([metric('acc', [0.7]), metric('val_loss', [0.2])]).warnings.join('\n')).not.toContain('selected');
  });
});

function select(metrics: MetricRecord[], by = 'val_loss') {
  const requestedMetrics = { names: ['acc'], select: { kind: 'best', by }, directions: {} } as const;
  return analyseStudy(buildRecord({ baseline: [metrics] }, { requestedMetrics }));
}

function value(report: ReturnType<typeof select>) {
  return report.trials[0]?.metrics[0]?.summary?.mean;
}

function reason(report: ReturnType<typeof select>) {
  return report.trials[0]?.failures[0]?.inWords;
}
