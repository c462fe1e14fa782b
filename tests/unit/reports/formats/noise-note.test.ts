import { describe, expect, test } from 'vitest';
import type { Effect, Inference } from '../../../../src/core/effect.js';
import type { SecondBaselineReport } from '../../../../src/core/report.js';
import { noiseNotes } from '../../../../src/reports/formats/noise-note.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

const sample = sampleReport.secondBaseline;
if (sample === undefined) throw new Error('the sample has a second baseline');
const second: SecondBaselineReport = sample;

const interval = { low: 0.001, high: 0.009, level: 0.95 };
const falseAlarm: Inference = {
  kind: 'paired-t',
  standardDeviation: 0.003,
  interval,
  adjustedInterval: interval,
  pValue: 0.021,
  adjustedPValue: 0.021,
  smallestSignFlipPValue: 0.0625,
  effectSize: 1.6,
};

/** The sentence on the A/A comparison, where it came out as given. */
function comparison(effect: Effect | undefined, changes: Partial<SecondBaselineReport> = {}): string | undefined {
  const summary = { n: 5, mean: 0.97, values: [] };
  const metrics = [{ metric: 'accuracy', role: 'primary' as const, ...(effect && { effect, summary }) }];
  return noiseNotes({ ...sampleReport, secondBaseline: { ...second, metrics, ...changes } })[1];
}

function effectOf(differences: readonly number[], inference: Inference): Effect {
  return {
    pairs: differences.length,
    meanDifference: differences.reduce((sum, value) => sum + value, 0) / differences.length,
    differences: differences.map((difference, seedIndex) => ({ seedIndex, difference })),
    inference,
  };
}

test('the spread of the baseline', () => {
  expect(noiseNotes(sampleReport)[0]).toBe(
    'Noise floor: over 5 seeds the baseline alone spreads from 0.9667 to 0.9750 (SD 0.0032).',
  );
  expect(noiseNotes(deterministicReport)).toEqual([
    'Noise floor: none, the baseline gives the same f1 at all 5 seeds.',
  ]);
});

describe('the baseline against itself', () => {
  test('a difference with its interval', () => {
    expect(noiseNotes(sampleReport)[1]).toBe(
      'A/A, the baseline against itself at other seeds: Δ = +0.0011, 95 % interval [−0.0036, 0.0058]; ' +
        'differences of that size arise from the seed alone.',
    );
  });

  test('one that would pass for an effect is called by its name', () => {
    expect(comparison(effectOf([0.004, 0.006], falseAlarm))).toBe(
      'A/A, the baseline against itself at other seeds: Δ = +0.0050, 95 % interval [0.0010, 0.0090]; differences of ' +
        'that size arise from the seed alone; that this one would pass for an effect (p = 0.021) is chance, as in 5 % ' +
        'of such comparisons.',
    );
  });

  test('a seed without effect', () => {
    expect(comparison(effectOf([0, 0], { kind: 'exact' }))).toBe(
      'A/A, the baseline against itself at other seeds: the same accuracy at every seed, which has no effect on it.',
    );
  });

  test('a single pair', () => {
    expect(comparison(effectOf([-0.0123], { kind: 'single-pair' }))).toContain('Δ = −0.012; differences of that size');
  });

  test('runs that failed or are still to come', () => {
    const failures = [
      { seedIndex: 1, reason: { kind: 'timed-out', limitMs: 60_000 } as const, inWords: 'timed out after 60 s' },
    ];
    expect(comparison(undefined, { failures, plannedRuns: 1 })).toBe(
      'A/A, the baseline against itself at other seeds: no comparison yet (the run failed: timed out after 60 s).',
    );
  });
});
