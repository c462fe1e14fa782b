import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { equivalencePValue } from '../../src/statistics/equivalence.js';
import { normalCdf } from '../../src/statistics/normal-cdf.js';
import { pairedT, pairedTInterval } from '../../src/statistics/paired-t.js';
import { pairedTPower } from '../../src/statistics/power.js';
import { signFlipPValue } from '../../src/statistics/sign-flip.js';
import { criticalT, twoSidedTProbability } from '../../src/statistics/student-t.js';
import { seededRandom } from '../unit/statistics/seeded-random.js';

const PYTHON = '/usr/bin/python3';
const hasScipy = spawnSync(PYTHON, ['-c', 'import scipy, numpy']).status === 0;
const mustRun = process.env.ABLATIONMAGE_TEST_REQUIRE_ALL === '1';

describe.skipIf(!hasScipy && !mustRun)('scipy as the oracle', () => {
  it('agrees on the paired t-test: p, d_z and the 95 % interval', () => {
    const samples = randomSamples(60);
    const theirs = askScipy(
      samples,
      `[dict(p=r.pvalue, low=i.low, high=i.high, dz=np.mean(d)/np.std(d, ddof=1))
        for d in data for r in [stats.ttest_rel(d, np.zeros(len(d)))]
        for i in [stats.t.interval(0.95, len(d)-1, np.mean(d), stats.sem(d))]
        for i in [type('I', (), dict(low=i[0], high=i[1]))]]`,
    ) as { p: number; low: number; high: number; dz: number }[];
    for (const [index, differences] of samples.entries()) {
      const test = pairedT(differences);
      if (test === undefined) throw new Error('a sample without spread');
      const interval = pairedTInterval(test, 0.05);
      expectClose(test.pValue, theirs[index]?.p, 1e-9);
      const width = interval.high - interval.low;
      expect(Math.abs(interval.low - (theirs[index]?.low ?? NaN)) / width).toBeLessThan(1e-8);
      expect(Math.abs(interval.high - (theirs[index]?.high ?? NaN)) / width).toBeLessThan(1e-8);
      expectClose(test.effectSize, theirs[index]?.dz, 1e-12);
    }
  });

  it('agrees on the exact sign-flip test, with ties and zeros', () => {
    const coarse = randomSamples(40, 10).map((differences) => differences.map((value) => Math.round(value) / 100));
    const samples = [...randomSamples(40, 10), ...coarse];
    const theirs = askScipy(
      samples,
      `[stats.permutation_test((np.array(d),), np.sum, permutation_type='samples', n_resamples=np.inf,
          alternative='two-sided').pvalue for d in data]`,
    ) as number[];
    for (const [index, differences] of samples.entries()) {
      expectClose(signFlipPValue(differences), theirs[index], 1e-12);
    }
  });

  it('agrees on quantiles and tails of Student t, far out too', () => {
    const grid = [1, 2, 4, 9, 29, 999].flatMap((df) => [0.4, 0.05, 0.005, 1e-4, 1e-7].map((q) => [q, df]));
    const theirs = askScipy(
      grid,
      `[[stats.t.isf(q, df), 2*stats.t.sf(stats.t.isf(q, df), df)] for q, df in data]`,
    ) as number[][];
    for (const [index, [upper = Number.NaN, df = Number.NaN]] of grid.entries()) {
      const [critical = Number.NaN, tail] = theirs[index] ?? [];
      expectClose(criticalT(upper, df), critical, 1e-8);
      expectClose(twoSidedTProbability(critical, df), tail, 1e-9);
    }
  });

  it('agrees on the normal distribution', () => {
    const grid = Array.from({ length: 161 }, (_, index) => -8 + index / 10);
    const theirs = askScipy(grid, '[float(x) for x in stats.norm.cdf(data)]') as number[];
    for (const [index, z] of grid.entries())
      expect(Math.abs(normalCdf(z) - (theirs[index] ?? NaN))).toBeLessThan(1e-14);
  });

  it('agrees on the power of the paired t-test (noncentral t)', () => {
    const grid = [0.2, 0.5, 1, 2].flatMap((dz) =>
      [3, 4, 5, 10, 30, 200, 1000].flatMap((n) => [0.05, 0.01].map((alpha) => [dz, n, alpha])),
    );
    const theirs = askScipy(
      grid,
      `[float(stats.nct.sf(c, n-1, d*np.sqrt(n)) + stats.nct.cdf(-c, n-1, d*np.sqrt(n)))
        for d, n, a in data for c in [stats.t.isf(a/2, n-1)]]`,
    ) as number[];
    for (const [index, [dz = NaN, n = NaN, alpha = NaN]] of grid.entries()) {
      expect(Math.abs(pairedTPower(dz, n, alpha) - (theirs[index] ?? NaN)), `${dz} ${n} ${alpha}`).toBeLessThan(1e-4);
    }
  });

  it('agrees on equivalence: the larger of two one-sided p', () => {
    const samples = randomSamples(30);
    const theirs = askScipy(
      samples,
      `[max(stats.ttest_1samp(d, -1.5, alternative='greater').pvalue,
            stats.ttest_1samp(d, 1.5, alternative='less').pvalue) for d in data]`,
    ) as number[];
    for (const [index, differences] of samples.entries()) {
      const test = pairedT(differences);
      if (test === undefined) throw new Error('a sample without spread');
      expectClose(equivalencePValue(test, 1.5), theirs[index], 1e-9);
    }
  });
});

function randomSamples(count: number, mostValues = 30): number[][] {
  const random = seededRandom(7);
  return Array.from({ length: count }, () => {
    const size = 2 + Math.floor(random.uniform() * (mostValues - 1));
    const shift = 2 * random.normal();
    return Array.from({ length: size }, () => shift + random.normal());
  });
}

function askScipy(data: unknown, expression: string): unknown {
  const program = `import json, sys, warnings
warnings.simplefilter('ignore')
import numpy as np
from scipy import stats
data = json.load(sys.stdin)
json.dump(${expression}, sys.stdout)`;
  const { status, stdout, stderr } = spawnSync(PYTHON, ['-c', program], {
    input: JSON.stringify(data),
    encoding: 'utf8',
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`scipy did not answer: ${stderr}`);
  return JSON.parse(stdout) as unknown;
}

function expectClose(ours: number | undefined, theirs: number | undefined, relative: number): void {
  const allowed = relative * Math.max(1e-300, Math.abs(theirs ?? NaN));
  expect(Math.abs((ours ?? NaN) - (theirs ?? NaN)), `${ours ?? NaN} against ${theirs ?? NaN}`).toBeLessThanOrEqual(
    allowed + 1e-14,
  );
}
