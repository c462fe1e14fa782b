import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import type { StudyRecord } from '../../../../src/core/study-record.js';
import type { Verdict } from '../../../../src/core/verdict.js';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import { buildAccuracyRecord, buildRecord } from './build-record.js';

const baseline = [0.9, 0.91, 0.9, 0.92, 0.91];
const noise = [0.001, -0.002, 0.002, -0.001, 0.0005];

describe('finding of a trial', () => {
  it('says "hurts" where the Holm-adjusted paired t rejects and the metric got worse', () => {
    const report = analyse({ baseline, conv: shifted(-0.1) });
    expect(finding(report, 'conv')).toEqual({ kind: 'hurts', inWords: 'removing it hurts' });
  });

  it('says "helps" by the direction of the metric, not by the sign', () => {
    const lower = { names: [], select: { kind: 'last' }, directions: { '*': 'lower-is-better' } } as const;
    const report = analyse({ baseline, conv: shifted(-0.1) }, { requestedMetrics: lower });
    expect(finding(report, 'conv').inWords).toBe('removing it helps');
  });

  it('says "replacing" where something was replaced', () => {
    expect(finding(analyse({ baseline, replacedBn: shifted(-0.1) }), 'replacedBn').inWords).toBe('replacing it hurts');
    expect(finding(analyse({ baseline, replacedBn: baseline }), 'replacedBn').inWords).toBe(
      'had no effect at all: is it really replaced?',
    );
  });

  it('is "no detectable effect" for a difference small against its noise, never "equivalent" without a margin', () => {
    expect(finding(analyse({ baseline, conv: shifted(0) }), 'conv').kind).toBe('no-detectable-effect');
  });

  it('is inconclusive with a number of seeds for a difference that more seeds would show', () => {
    const found = finding(analyse({ baseline, conv: shifted(-0.0012) }), 'conv');
    expect(found.kind).toBe('inconclusive');
    expect(found.inWords).toBe(`inconclusive: about ${found.seedsNeeded ?? NaN} seeds would be needed`);
    expect(found.seedsNeeded).toBeGreaterThan(5);
    expect(found.seedsNeeded).toBeLessThanOrEqual(30);
  });

  it('does not say "no detectable effect" from fewer than five seeds', () => {
    const found = finding(analyse({ baseline: [0.9, 0.92, 0.91], conv: [0.91, 0.9, 0.921] }), 'conv');
    expect(found).toEqual({
      kind: 'inconclusive',
      inWords: 'inconclusive: at least 5 seeds would be needed',
      seedsNeeded: 5,
    });
  });

  it('is equivalent only within a margin the user gave, by two one-sided tests', () => {
    expect(finding(analyse({ baseline, conv: shifted(0) }, { equivalenceMargin: 0.01 }), 'conv')).toEqual({
      kind: 'equivalent',
      inWords: 'equivalent within ±0.01',
    });
    expect(finding(analyse({ baseline, conv: shifted(0) }, { equivalenceMargin: 0.001 }), 'conv').kind).toBe(
      'inconclusive',
    );
  });

  it('keeps "hurts" for a sure effect inside the margin, and says that it is inside', () => {
    const report = analyse({ baseline, conv: shifted(-0.01) }, { equivalenceMargin: 0.05 });
    expect(finding(report, 'conv').inWords).toBe('removing it hurts, but by less than 0.05');
  });

  it('makes no claim from one run, but shows the difference', () => {
    const report = analyse({ baseline: [0.9], conv: [0.8] });
    expect(finding(report, 'conv')).toEqual({ kind: 'single-run', inWords: 'single run: no claim' });
    expect(effect(report, 'conv')?.meanDifference).toBeCloseTo(-0.1, 12);
    expect(effect(report, 'conv')?.inference).toEqual({ kind: 'single-pair' });
  });

  it('reports an exact difference and no p-value for a deterministic script', () => {
    const report = analyse({ baseline: [0.9, 0.9, 0.9], conv: [0.888, 0.888, 0.888] });
    expect(finding(report, 'conv')).toEqual({
      kind: 'exact-difference',
      inWords: 'removing it lowers acc by exactly 0.012 (deterministic)',
    });
    expect(effect(report, 'conv')?.inference).toEqual({ kind: 'exact' });
  });

  it('says that an exact difference is inside the margin, and that there is none', () => {
    const values = { baseline: [0.9, 0.9], small: [0.895, 0.895], large: [0.8, 0.8] };
    const report = analyse(values, { equivalenceMargin: 0.01 });
    expect(finding(report, 'small').inWords).toBe(
      'removing it lowers acc by exactly 0.005, within ±0.01 (deterministic)',
    );
    expect(finding(report, 'large').inWords).toBe('removing it lowers acc by exactly 0.1 (deterministic)');
    const runs = (loss: number) => [0.9, 0.9].map((acc) => ({ acc, loss }));
    const unchanged = analyseStudy(buildRecord({ baseline: runs(1), conv: runs(2) }));
    expect(finding(unchanged, 'conv').inWords).toBe('removing it leaves acc exactly as it was (deterministic)');
  });

  it('does not call a script deterministic whose repeated run differed, or of which anything varies', () => {
    const constant = { baseline: [0.9, 0.9], conv: [0.8, 0.8] };
    const undecided = 'inconclusive: about 6 seeds would be needed';
    const differs = analyse(constant, { reproducibility: { kind: 'differs', tolerance: { acc: 0.001 } } });
    expect(finding(differs, 'conv').inWords).toBe(undecided);
    const otherVaries = analyse({ ...constant, other: [0.8, 0.81] });
    expect(finding(otherVaries, 'conv').inWords).toBe('inconclusive: about 7 seeds would be needed');
    const runs = (acc: number) => [0.3, 0.31].map((loss) => ({ acc, loss }));
    const lossVaries = analyseStudy(buildRecord({ baseline: runs(0.9), conv: runs(0.8) }));
    expect(finding(lossVaries, 'conv').inWords).toBe(undecided);
    expect(effect(lossVaries, 'conv')?.inference.kind).toBe('constant-difference');
  });

  it('does not take equal differences of varying arms for an exact result, nor for p = 0', () => {
    const report = analyse({ baseline: [1.1, 0.3, 0.7], conv: [1, 0.2, 0.6] });
    expect(effect(report, 'conv')?.inference).toEqual({
      kind: 'constant-difference',
      signFlipPValue: 0.25,
      smallestSignFlipPValue: 0.25,
      adjustedPValue: 0.25,
    });
    expect(finding(report, 'conv').inWords).toBe('inconclusive: about 6 seeds would be needed');
  });

  it('flags numbers that equal the baseline bit for bit, also from a single seed', () => {
    expect(finding(analyse({ baseline, conv: baseline }), 'conv')).toEqual({
      kind: 'no-effect-at-all',
      inWords: 'had no effect at all: is it really removed?',
    });
    expect(finding(analyse({ baseline: [0.9], conv: [0.9] }), 'conv').kind).toBe('no-effect-at-all');
  });

  it('doubts no removal that the check has found faithful', () => {
    const record = buildAccuracyRecord({ baseline, conv: baseline });
    const proven: Verdict = { kind: 'faithful', reasons: [], notes: [], confounds: {} };
    const trials = record.trials.map((recorded) =>
      recorded.trial.id === 'conv' ? { ...recorded, verdict: proven } : recorded,
    );
    expect(finding(analyseStudy({ ...record, trials }), 'conv').inWords).toBe(
      'had no effect at all, though it was removed',
    );
  });

  it('does not flag an equal coarse metric where another number differs, clocks aside', () => {
    const runs = (loss: number, seconds: number) => [0.9, 0.91, 0.9, 0.92, 0.93].map((acc) => ({ acc, loss, seconds }));
    const different = analyseStudy(buildRecord({ baseline: runs(0.3, 1), conv: runs(0.31, 1) }));
    expect(finding(different, 'conv').kind).toBe('no-detectable-effect');
    const same = analyseStudy(buildRecord({ baseline: runs(0.3, 1), conv: runs(0.3, 2) }));
    expect(finding(same, 'conv').kind).toBe('no-effect-at-all');
  });

  it('compares nothing where no seed completed in both', () => {
    const report = analyseStudy(
      buildRecord({ baseline: [{ acc: 0.9 }, { kind: 'lost' }], conv: [{ kind: 'lost' }, { acc: 0.9 }] }),
    );
    expect(finding(report, 'conv').inWords).toBe('no comparison: no seed completed in both this and the baseline');
    expect(effect(report, 'conv')).toBeUndefined();
  });
});

function analyse(values: Readonly<Record<string, readonly number[]>>, changes: Partial<StudyRecord> = {}): Report {
  return analyseStudy(buildAccuracyRecord(values, changes));
}

function shifted(by: number): number[] {
  return baseline.map((value, index) => value + by + (noise[index] ?? 0));
}

function row(report: Report, id: string) {
  return report.trials.find((trial) => trial.id === id);
}

function finding(report: Report, id: string) {
  const found = row(report, id)?.finding;
  if (found === undefined) throw new Error(`${id} has no finding`);
  return found;
}

function effect(report: Report, id: string) {
  return row(report, id)?.metrics[0]?.effect;
}
