import { describe, expect, it } from 'vitest';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import type { RecordedRun, StudyRecord } from '../../../../src/core/study-record.js';
import { buildAccuracyRecord, buildRecord, metric } from './build-record.js';

const crash = { kind: 'crashed', exception: 'ValueError: bad shape' } as const;
const baseline = [0.9, 0.91, 0.92].map((acc) => ({ acc }));

describe('failed runs', () => {
  it('name a trial all of whose runs failed by the most common reason, and give it no number', () => {
    const report = analyseStudy(buildRecord({ baseline, conv: [crash, { kind: 'timed-out', limitMs: 9000 }, crash] }));
    const [, conv] = report.trials;
    expect(conv?.finding).toEqual({ kind: 'failed', inWords: 'failed: crashed: ValueError: bad shape' });
    expect(conv?.metrics[0]?.summary).toBeUndefined();
    expect(conv?.failures.map(({ seedIndex }) => seedIndex)).toEqual([0, 1, 2]);
    expect(report.warnings.join('\n')).toContain('Failed runs: conv (3 of 3)');
  });

  it('leave the finding to the other seeds, paired with the same seeds of the baseline', () => {
    const report = analyseStudy(buildRecord({ baseline, conv: [{ acc: 0.8 }, crash, { acc: 0.83 }] }));
    const [, conv] = report.trials;
    const effect = conv?.metrics[0]?.effect;
    expect(effect?.differences.map(({ seedIndex }) => seedIndex)).toEqual([0, 2]);
    expect(effect?.meanDifference).toBeCloseTo((-0.1 - 0.09) / 2, 12);
    expect(conv?.notes).toEqual(['1 of 3 runs failed (seed 1 crashed: ValueError: bad shape) and are left out.']);
  });

  it('count NaN and infinity of a completed run as diverged, never as a number', () => {
    const report = analyseStudy(buildRecord({ baseline, conv: [{ acc: NaN }, { acc: Infinity }, { acc: 0.9 }] }));
    const [, conv] = report.trials;
    expect(conv?.metrics[0]?.summary).toMatchObject({ n: 1, mean: 0.9 });
    expect(conv?.failures.map(({ inWords }) => inWords)).toEqual([
      'diverged: acc is not a finite number',
      'diverged: acc is not a finite number',
    ]);
    expect(report.runs[3]).toMatchObject({
      state: 'failed',
      failure: 'diverged: acc is not a finite number',
      metrics: [],
    });
    expect(JSON.stringify(report)).not.toContain('null');
  });

  it('do not speak against a trial that was only cancelled or has not run', () => {
    const report = analyseStudy(buildRecord({ baseline, a: [{ kind: 'cancelled' }], b: [undefined] }));
    expect(report.trials.slice(1).map(({ finding }) => finding)).toEqual([
      { kind: 'not-run', inWords: 'not run: cancelled' },
      { kind: 'not-run', inWords: 'not run yet' },
    ]);
    expect(report.warnings.join('\n')).toContain('1 of 5 runs are still to come');
  });
});

describe('statistics of a study', () => {
  it('adjust the primary metric over its trials, and leave exploratory metrics alone', () => {
    const runs = (shift: number) =>
      [0.9, 0.93, 0.88, 0.91, 0.9].map((acc, index) => ({
        acc: acc + shift * (1 + index / 9),
        f1: acc - shift * index,
      }));
    const requestedMetrics = { names: ['acc', 'f1'], select: { kind: 'last' }, directions: {} } as const;
    const report = analyseStudy(
      buildRecord({ baseline: runs(0), a: runs(-0.01), b: runs(-0.02), failed: [crash] }, { requestedMetrics }),
    );
    const inferences = report.trials.slice(1, 3).map(({ metrics }) => metrics.map(({ effect }) => effect?.inference));
    for (const [primary, exploratory] of inferences) {
      if (primary?.kind !== 'paired-t' || exploratory?.kind !== 'paired-t') throw new Error('not tested');
      expect(primary.adjustedPValue).toBeGreaterThan(primary.pValue);
      expect(exploratory.adjustedPValue).toBe(exploratory.pValue);
      expect(exploratory.adjustedInterval).toEqual(exploratory.interval);
    }
    expect(report.warnings.join('\n')).toContain('not corrected for multiple comparisons: f1');
  });

  it('say where the exact test cannot reach alpha, and not where it can', () => {
    const values = (count: number, shift: number) =>
      Array.from({ length: count }, (_, index) => 0.9 + shift * (1 + (index % 3)) + index / 1000);
    const warnings = (count: number) =>
      analyseStudy(buildAccuracyRecord({ baseline: values(count, 0), a: values(count, -0.01) })).warnings.join('\n');
    expect(warnings(5)).toContain(
      'The exact sign-flip test cannot reach 0.05 with 5 seeds (its smallest p is 0.0625; 6',
    );
    expect(warnings(6)).not.toContain('sign-flip');
  });

  it('do not depend on the order in which runs are listed', () => {
    const record = buildAccuracyRecord({ baseline: [0.9, 0.93, 0.88], a: [0.8, 0.82, 0.81], b: [0.9, 0.94, 0.87] });
    const shuffled = { ...record, runs: record.runs.toReversed() };
    expect(analyseStudy(shuffled).trials).toEqual(analyseStudy(record).trials);
  });
});

describe('warnings', () => {
  it('say when the seed has no effect, and tell a coarse metric from that', () => {
    const constant = analyseStudy(buildAccuracyRecord({ baseline: [0.9, 0.9], a: [0.8, 0.8] }));
    expect(constant.warnings).toContain('The seed has no effect: the baseline gives the same numbers at all 2 seeds.');
    const coarse = [0.31, 0.32].map((loss) => ({ acc: 0.9, loss }));
    const warnings = analyseStudy(buildRecord({ baseline: coarse })).warnings.join('\n');
    expect(warnings).not.toContain('The seed has no effect');
    expect(warnings).toContain('The baseline gives the same acc at all 2 seeds, though its other numbers vary');
  });

  it('say when an effect is no larger than what repeating one seed changes', () => {
    const reproducibility = { kind: 'differs', tolerance: { acc: 0.02 } } as const;
    const values = { baseline: [0.9, 0.92, 0.91], small: [0.89, 0.915, 0.91], large: [0.5, 0.55, 0.51] };
    const report = analyseStudy(buildAccuracyRecord(values, { reproducibility }));
    expect(report.warnings).toContain(
      'Two runs of the baseline at one seed differ by 0.02 in acc; the effect of small is no larger than that.',
    );
  });

  it('name skipped components, notes of runs once, and what other parts have to say', () => {
    const record = buildAccuracyRecord({ baseline: [0.9], a: [0.8] });
    const report = analyseStudy({
      ...record,
      runs: record.runs.map((run) => withNote(run, 'reads weights.pt, which was there before')),
      skipped: [{ id: 'attention', place: 'train.py:12', reason: 'needs a model', kind: 'needs-model' }],
      warnings: ['near miss at train.py:7'],
    });
    expect(report.warnings.slice(-3)).toEqual([
      'Not in the table: attention (needs a model).',
      'reads weights.pt, which was there before',
      'near miss at train.py:7',
    ]);
  });
});

describe('methods paragraph', () => {
  it('says what was done, and only that', () => {
    const values = { baseline: [0.9, 0.93, 0.88], a: [0.8, 0.82, 0.81], replacedB: [0.9, 0.94, 0.87] };
    expect(sentences(buildAccuracyRecord(values))).toMatchInlineSnapshot(`
      [
        "Each of the 2 trials removed or replaced one component (or one group of components) of the baseline and was retrained, not masked in a trained model; hyperparameters were not re-tuned.",
        "The baseline and every trial were planned with 3 seeds.",
        "The --seed option is set.",
        "The primary metric is acc (higher is better), its last value in each run.",
        "Effects are differences from the baseline, paired by seed over the seeds completed in both.",
        "Findings follow two-sided paired t-tests at 0.05, with 95 % Student-t intervals; p-values are adjusted by Holm over the 2 tested trials, and adjusted intervals are at the levels of Holm's steps.",
        "The exact two-sided sign-flip p is given beside it.",
        "Repeating the baseline at one seed gave identical numbers, as far as it was repeated.",
        "Runs used AMD EPYC 7763 (16 cores), 1 thread per run, 4 at a time, Linux 6.1, Python 3.11.2 with torch 2.4.1.",
        "The study was run by AblationMage 0.1.0.",
      ]
    `);
  });

  it('claims no test where none was made', () => {
    expect(sentences(buildAccuracyRecord({ baseline: [0.9, 0.9], a: [0.8, 0.8] }))).toMatchInlineSnapshot(`
      [
        "The trial removed one component (or one group of components) of the baseline and was retrained, not masked in a trained model; hyperparameters were not re-tuned.",
        "The baseline and every trial were planned with 2 seeds.",
        "The --seed option is set.",
        "The primary metric is acc (higher is better), its last value in each run.",
        "Effects are differences from the baseline, paired by seed over the seeds completed in both.",
        "The baseline and 1 trial did not vary over the seeds; the differences are exact and not tested.",
        "Repeating the baseline at one seed gave identical numbers, as far as it was repeated.",
        "Runs used AMD EPYC 7763 (16 cores), 1 thread per run, 4 at a time, Linux 6.1, Python 3.11.2 with torch 2.4.1.",
        "The study was run by AblationMage 0.1.0.",
      ]
    `);
    expect(sentences(buildAccuracyRecord({ baseline: [0.9], a: [0.8] })).join()).not.toContain('t-test');
  });
});

describe('series', () => {
  it('are kept for reported metrics only, finite', () => {
    const run = [metric('acc', [0.5, NaN, 0.9]), metric('loss', [3, 2, 1])];
    const [recorded] = analyseStudy(buildRecord({ baseline: [run] })).runs;
    expect(recorded?.metrics.map(({ series }) => series.map(({ value }) => value))).toEqual([[0.5, 0.9], []]);
  });
});

function sentences(record: StudyRecord): string[] {
  return analyseStudy(record).method.paragraph.split(/(?<=\.) (?=[A-Z])/);
}

function withNote(run: RecordedRun, note: string): RecordedRun {
  return run.outcome === undefined ? run : { ...run, outcome: { ...run.outcome, notes: [note] } };
}
