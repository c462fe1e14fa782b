import { describe, expect, it } from 'vitest';
import type { Report, TrialReport } from '../../../../src/core/report.js';
import type { RecordedTrial, StudyRecord } from '../../../../src/core/study-record.js';
import type { Verdict } from '../../../../src/core/verdict.js';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import { rateChanged, verdict } from '../sample-checks.js';
import { buildAccuracyRecord, buildRecord, withStepTimes } from './build-record.js';

const baseline = [0.9, 0.93, 0.88];
const lower = [0.8, 0.84, 0.79];
const rejected = verdict('rejected', [rateChanged]);
const suspicious = verdict('suspicious', [{ ...rateChanged, severity: 'suspicious' }]);

describe('a rejected trial', () => {
  const record = judged(buildRecord({ baseline: numbers(baseline), a: numbers(lower), b: [undefined] }), {
    b: rejected,
  });

  it('says why it was not run, and is no gap in the study', () => {
    const report = analyseStudy(record);
    expect(row(report, 'b')).toMatchObject({
      finding: { kind: 'rejected', inWords: 'rejected: lr is 0.01 where the baseline has 0.001' },
      verdict: rejected,
    });
    expect(report.warnings.join('\n')).not.toContain('not finished');
    expect(report.runs.filter(({ trialId }) => trialId === 'b').map(({ state }) => state)).toEqual(['not-run']);
  });

  it('hides no other run that is still to come', () => {
    const partial = { ...record, runs: record.runs.map((run, index) => (index === 1 ? { run: run.run } : run)) };
    expect(analyseStudy(partial).warnings.join('\n')).toContain('1 of 6 runs are still to come');
  });

  it('has no number, and no place in the correction, even where it had run before it was judged', () => {
    const all = buildAccuracyRecord({ baseline, a: lower, b: [0.1, 0.12, 0.11] });
    const report = analyseStudy(judged(all, { b: rejected }));
    expect(row(report, 'b').metrics[0]).toEqual({ metric: 'acc', role: 'primary' });
    expect(report.runs.filter(({ trialId }) => trialId === 'b').flatMap(({ metrics }) => metrics)).toEqual([]);
    const alone = analyseStudy(buildAccuracyRecord({ baseline, a: lower }));
    expect(row(report, 'a').metrics).toEqual(row(alone, 'a').metrics);
  });
});

describe('a suspicious trial', () => {
  const record = judged(buildAccuracyRecord({ baseline, a: lower }), { a: suspicious });

  it('is in the table', () => {
    expect(row(analyseStudy(record), 'a').metrics[0]?.summary?.n).toBe(3);
  });

  it('is not where the study was strict', () => {
    const strict = analyseStudy({ ...record, strictness: 'strict' });
    expect(row(strict, 'a').finding).toEqual({
      kind: 'rejected',
      inWords: 'rejected as suspicious (--strict): lr is 0.01 where the baseline has 0.001',
    });
  });

  it('is, where a person accepted it', () => {
    for (const accepted of [suspicious, rejected]) {
      const trials = { a: { ...accepted, acceptedByPerson: true as const } };
      const report = analyseStudy({ ...judged(record, trials), strictness: 'strict' });
      expect(row(report, 'a').metrics[0]?.summary?.n).toBe(3);
    }
  });
});

function oneAtATime(record: StudyRecord): StudyRecord {
  return { ...record, study: { ...record.study, environment: { ...record.study.environment, jobs: 1 } } };
}

describe('size and speed', () => {
  it('are those the verdict saw, as differences from the baseline', () => {
    const seen = verdict('faithful', [], { confounds: { baselineParameters: 100, variantParameters: 64 } });
    const report = analyseStudy(judged(buildAccuracyRecord({ baseline, a: lower, b: lower }), { a: seen }));
    expect(row(report, 'a')).toMatchObject({ parameters: 64, parameterDifference: -36 });
    expect(row(report, 'baseline').parameters).toBe(100);
    expect(row(report, 'b')).not.toHaveProperty('parameters');
  });

  it('compare the time of a step seed by seed, over the seeds that have one in both', () => {
    const record = withStepTimes(oneAtATime(buildAccuracyRecord({ baseline, a: lower, b: lower })), {
      baseline: [10, 20, undefined],
      a: [5, 20, 40],
    });
    const report = analyseStudy(record);
    expect(row(report, 'a')).toMatchObject({ stepMs: 65 / 3, stepTimeRatio: 25 / 30 });
    expect(row(report, 'baseline')).toMatchObject({ stepMs: 15 });
    expect(row(report, 'b')).not.toHaveProperty('stepTimeRatio');
  });

  it.each([
    ['slower in every run than any of the baseline', [12, 12.5, 13], true],
    ['faster in every run than any of the baseline', [8, 8.5, 9], true],
    ['slower, but not than the slowest of the baseline', [10.5, 11.2, 11.6], false],
    ['faster at one seed and slower at another', [5, 20, 5], false],
    ['known from two seeds only', [50, 50, undefined], undefined],
  ])('a step is called different only where it is %s', (_what, a, expected) => {
    const record = withStepTimes(oneAtATime(buildAccuracyRecord({ baseline, a: lower })), {
      baseline: [10, 10.5, 11],
      a,
    });
    expect(row(analyseStudy(record), 'a').stepTimeDiffers).toBe(expected);
  });

  it('leaves out the first run of the baseline, which had the machine for itself', () => {
    const record = withStepTimes(buildAccuracyRecord({ baseline, a: lower }), {
      baseline: [5, 10, 11],
      a: [10, 10, 11],
    });
    expect(record.study.environment.jobs).toBeGreaterThan(1);
    const beside = row(analyseStudy(record), 'a');
    expect(beside.stepTimeRatio).toBe(1);
    expect(beside).not.toHaveProperty('stepTimeDiffers');
  });
});

describe('the methods paragraph', () => {
  it('says how variants were checked and what came of it', () => {
    const record = judged(buildAccuracyRecord({ baseline, a: lower, b: lower, c: lower, d: lower, e: lower }), {
      a: verdict('faithful', []),
      b: suspicious,
      c: rejected,
      d: { ...rejected, acceptedByPerson: true },
    });
    const { paragraph } = analyseStudy(record).method;
    expect(paragraph).toContain('Each of the 4 trials removed one component');
    expect(paragraph).toContain(
      'Each variant was checked against the baseline: its source by a static comparison before it ran, and what it does ' +
        'by its first steps, in a run of their own or in its first run. Of 5 variants: 1 faithful, 1 suspicious, ' +
        '2 rejected, 1 not checked yet. 1 variant that did not pass was not run, or stopped, and enters no number. ' +
        '1 variant ran because a person accepted it.',
    );
  });

  it('says nothing of checks where there were none', () => {
    expect(analyseStudy(buildAccuracyRecord({ baseline, a: lower })).method.paragraph).not.toContain('checked against');
  });
});

function judged(record: StudyRecord, verdicts: Readonly<Record<string, Verdict>>): StudyRecord {
  const trials = record.trials.map((recorded): RecordedTrial => {
    const found = verdicts[recorded.trial.id];
    return found === undefined ? recorded : { ...recorded, verdict: found };
  });
  return { ...record, trials };
}

function numbers(values: readonly number[]): { acc: number }[] {
  return values.map((acc) => ({ acc }));
}

function row(report: Report, id: string): TrialReport {
  const found = report.trials.find((trial) => trial.id === id);
  if (found === undefined) throw new Error(`no row ${id}`);
  return found;
}
