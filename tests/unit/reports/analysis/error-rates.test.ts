import { describe, expect, it } from 'vitest';
import type { Report } from '../../../../src/core/report.js';
import { analyseStudy } from '../../../../src/reports/analysis/analyse-study.js';
import { seededRandom, type SeededRandom } from '../../statistics/seeded-random.js';
import { buildAccuracyRecord } from './build-record.js';

const TRIALS = ['a', 'b', 'c', 'd', 'e'];
const STUDIES = 600;

/** Three standard errors of a share of STUDIES: what chance alone moves it by. */
function chance(share: number): number {
  return 3 * Math.sqrt((share * (1 - share)) / STUDIES);
}

describe.each([3, 5, 10])('the whole chain at %i seeds', (seeds) => {
  it('claims anything in at most 5 % of studies without effects, and covers 0 with 95 % of the intervals', () => {
    const random = seededRandom(seeds);
    let studiesWithClaim = 0;
    let covering = 0;
    for (let study = 0; study < STUDIES; study += 1) {
      const report = simulate(random, seeds, () => 0);
      if (kindsOf(report).some((kind) => kind === 'hurts' || kind === 'helps')) studiesWithClaim += 1;
      const inference = report.trials[1]?.metrics[0]?.effect?.inference;
      if (inference?.kind !== 'paired-t') throw new Error('not tested');
      if (inference.interval.low < 0 && inference.interval.high > 0) covering += 1;
    }
    expect(studiesWithClaim / STUDIES).toBeLessThanOrEqual(0.05 + chance(0.05));
    expect(studiesWithClaim).toBeGreaterThan(0);
    expect(Math.abs(covering / STUDIES - 0.95)).toBeLessThanOrEqual(chance(0.95));
  });

  it('still claims falsely in at most 5 % of studies where two components do have one', () => {
    const random = seededRandom(100 + seeds);
    let falseClaims = 0;
    let found = 0;
    for (let study = 0; study < STUDIES; study += 1) {
      const kinds = kindsOf(simulate(random, seeds, (trial) => (trial < 2 ? -12 : 0)));
      if (kinds.slice(2).some((kind) => kind === 'hurts' || kind === 'helps')) falseClaims += 1;
      if (kinds[0] === 'hurts') found += 1;
    }
    expect(falseClaims / STUDIES).toBeLessThanOrEqual(0.05 + chance(0.05));
    expect(found / STUDIES).toBeGreaterThan(seeds >= 5 ? 0.95 : 0.3);
  });

  it('claims equivalence at the edge of the margin in at most 5 % of studies', () => {
    const random = seededRandom(300 + seeds);
    let studies = 0;
    for (let study = 0; study < STUDIES; study += 1) {
      if (kindsOf(simulate(random, seeds, () => 3, 3)).includes('equivalent')) studies += 1;
    }
    expect(studies / STUDIES).toBeLessThanOrEqual(0.05 + chance(0.05));
  });

  it('keeps to 5 % with a coarse metric, where differences tie and repeat', () => {
    const random = seededRandom(400 + seeds);
    let studies = 0;
    for (let study = 0; study < STUDIES; study += 1) {
      const arm = (): number[] => Array.from({ length: seeds }, () => correctOf(100, random) / 100);
      const values = Object.fromEntries(['baseline', ...TRIALS].map((id) => [id, arm()]));
      const kinds = kindsOf(analyseStudy(buildAccuracyRecord(values)));
      if (kinds.some((kind) => kind === 'hurts' || kind === 'helps')) studies += 1;
    }
    expect(studies / STUDIES).toBeLessThanOrEqual(0.05 + chance(0.05));
  });
});

/** Seeds shift baseline and trials alike by one part, each run by another. */
function simulate(random: SeededRandom, seeds: number, effect: (trial: number) => number, margin?: number): Report {
  const shared = Array.from({ length: seeds }, () => random.normal());
  const arm = (shift: number): number[] => shared.map((seed) => 50 + seed + shift + random.normal());
  const trials = TRIALS.map((id, index): [string, number[]] => [id, arm(effect(index))]);
  const values = { baseline: arm(0), ...Object.fromEntries(trials) };
  return analyseStudy(buildAccuracyRecord(values, margin === undefined ? {} : { equivalenceMargin: margin }));
}

function kindsOf(report: Report): (string | undefined)[] {
  return report.trials.slice(1).map(({ finding }) => finding?.kind);
}

/** How many of `cases` a classifier of 90 % gets right. */
function correctOf(cases: number, random: SeededRandom): number {
  return Array.from({ length: cases }, () => random.uniform()).filter((chance) => chance < 0.9).length;
}
