import { describe, expect, it } from 'vitest';
import { SECOND_BASELINE_ID } from '../../../../src/core/second-baseline.js';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import { seededRandom } from '../../statistics/seeded-random.js';
import { buildAccuracyRecord, buildRecord } from './build-record.js';

const baseline = [0.9, 0.93, 0.88, 0.91];
const again = [0.91, 0.9, 0.92, 0.87];
const lower = [0.8, 0.84, 0.79, 0.8];

describe('the A/A comparison', () => {
  it('is data of its own, seed by seed against the baseline, and changes nothing else', () => {
    const report = analyseStudy(buildAccuracyRecord({ baseline, a: lower, [SECOND_BASELINE_ID]: again }));
    const without = analyseStudy(buildAccuracyRecord({ baseline, a: lower }));
    expect(report.secondBaseline).toMatchObject({
      id: 'second-baseline',
      seedIndices: [1000, 1001, 1002, 1003],
      plannedRuns: 4,
      failures: [],
    });
    const effect = report.secondBaseline?.metrics[0]?.effect;
    expect(effect?.differences.map(({ difference }) => Number(difference.toFixed(6)))).toEqual([
      0.01, -0.03, 0.04, -0.04,
    ]);
    expect(report.trials).toEqual(without.trials);
    expect(report.warnings).toEqual(without.warnings);
    expect(report.runs).toHaveLength(12);
    expect(without).not.toHaveProperty('secondBaseline');
  });

  it('is tested alone: its interval is the plain one, however many trials there are', () => {
    const values = { baseline, a: lower, b: again, c: lower, [SECOND_BASELINE_ID]: again };
    const inference = analyseStudy(buildAccuracyRecord(values)).secondBaseline?.metrics[0]?.effect?.inference;
    if (inference?.kind !== 'paired-t') throw new Error('not tested');
    expect(inference.adjustedInterval).toEqual(inference.interval);
    expect(inference.adjustedPValue).toBe(inference.pValue);
  });

  it('of a script whose seed has no effect is exactly nothing', () => {
    const values = { baseline: [0.9, 0.9], a: [0.8, 0.8], [SECOND_BASELINE_ID]: [0.9, 0.9] };
    const report = analyseStudy(buildAccuracyRecord(values));
    expect(report.secondBaseline?.metrics[0]?.effect).toMatchObject({
      meanDifference: 0,
      inference: { kind: 'exact' },
    });
    expect(report.alarms).toBeUndefined();
    expect(report.noiseFloor).toEqual({ metric: 'acc', seeds: 2, standardDeviation: 0, low: 0.9, high: 0.9 });
  });

  it('counts where it failed or is still to come', () => {
    const timedOut = { kind: 'timed-out', limitMs: 1000 } as const;
    const runs = { baseline: [{ acc: 0.9 }, { acc: 0.8 }], [SECOND_BASELINE_ID]: [timedOut, undefined] };
    const report = analyseStudy(buildRecord(runs));
    expect(report.secondBaseline?.failures).toHaveLength(1);
    expect(report.warnings.join('\n')).toContain('1 of 4 runs are still to come');
    expect(report.warnings.join('\n')).toContain('Failed runs: second-baseline (1 of 2)');
  });

  it('is said in the methods paragraph', () => {
    const report = analyseStudy(buildAccuracyRecord({ baseline, a: lower, [SECOND_BASELINE_ID]: again }));
    expect(report.method.paragraph).toContain('The baseline was also run at 4 further seeds and compared with itself');
  });

  it('covers 0 with 95 % of its intervals', () => {
    const random = seededRandom(7);
    const studies = 2000;
    const arm = () => Array.from({ length: 5 }, () => 50 + random.normal());
    let covering = 0;
    for (let study = 0; study < studies; study += 1) {
      const report = analyseStudy(buildAccuracyRecord({ baseline: arm(), [SECOND_BASELINE_ID]: arm() }));
      const inference = report.secondBaseline?.metrics[0]?.effect?.inference;
      if (inference?.kind !== 'paired-t') throw new Error('not tested');
      if (inference.interval.low < 0 && inference.interval.high > 0) covering += 1;
    }
    expect(Math.abs(covering / studies - 0.95)).toBeLessThanOrEqual(3 * Math.sqrt((0.05 * 0.95) / studies));
  });
});

describe('the noise floor', () => {
  it('is the spread of the baseline over its completed seeds', () => {
    const report = analyseStudy(buildRecord({ baseline: [{ acc: 0.9 }, { kind: 'lost' }, { acc: 0.94 }] }));
    expect(report.noiseFloor).toMatchObject({ seeds: 2, low: 0.9, high: 0.94 });
    expect(report.noiseFloor?.standardDeviation).toBeCloseTo(0.04 / Math.SQRT2, 12);
  });

  it('needs two seeds', () => {
    expect(analyseStudy(buildAccuracyRecord({ baseline: [0.9], a: [0.8] }))).not.toHaveProperty('noiseFloor');
  });
});

describe('a trial without any effect', () => {
  it('is said above everything, with the seeds on which every number is equal', () => {
    const report = analyseStudy(buildAccuracyRecord({ baseline, a: baseline, b: lower }));
    expect(report.alarms).toEqual(["a had no effect at all: every number equals the baseline's on all 4 seeds."]);
  });
});
