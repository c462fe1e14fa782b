import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report, TrialReport } from '../../../../src/core/report.js';
import type { Figure, FigureName } from '../../../../src/reports/figures/figure.js';
import { figuresOf } from '../../../../src/reports/figures/index.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';
import { FOREIGN_NAMES, hardReports, withTrials } from './hard-reports.js';
import { dataOf, numbersIn, rowsOf } from './spec-data.js';

describe('which figures there are', () => {
  test.each<readonly [string, readonly FigureName[]]>([
    ['the sample', ['effects', 'metric', 'curves', 'size', 'timeline']],
    ['numbers that do not vary', ['effects', 'metric']],
    ['no number', ['timeline']],
    ['one trial', ['effects', 'metric', 'curves', 'size', 'timeline']],
  ])('%s', (name, expected) => {
    expect(figuresOf(reportCalled(name)).map((figure) => figure.name)).toEqual(expected);
  });

  test('the runs of a study without trials are drawn', () => {
    const empty = { ...reportCalled('no number'), trials: sampleReport.trials.slice(0, 1) };
    expect(figuresOf(empty).map(({ name }) => name)).toEqual(['timeline']);
  });
});

describe('curves', () => {
  test.each([
    ['one', 1, 1],
    ['four, as a square', 4, 2],
    ['six', 6, 3],
    ['seven, of which none stands alone', 7, 4],
    ['eight, in two full rows', 8, 4],
    ['nine', 9, 3],
    ['ten, of which none stands alone', 10, 4],
  ])('%s', (_, trials, columns) => {
    const { spec } = figureOf(
      withTrials(trials, (index) => `− part ${index}`),
      'curves',
    );
    expect(spec).toMatchObject({ columns });
  });

  test('all plots show one metric, and have one scale', () => {
    const { concat } = figureOf(sampleReport, 'curves').spec as { readonly concat: readonly unknown[] };
    const scales = concat.map(
      (plot) => /"field":"mean","type":"quantitative","scale":({.*?})/.exec(JSON.stringify(plot))?.[1],
    );
    expect(scales[0]).toContain('domain');
    expect(new Set(scales).size).toBe(1);
  });
});

describe('effects', () => {
  test('one row per trial, what costs most first, then those without a number with the reason', () => {
    const figure = figureOf(sampleReport, 'effects');
    expect(rowsOf(figure).map((row) => row.replace(/^\d+\n/u, ''))).toEqual([
      '− conv2',
      'bn → nn.Identity() °',
      '− dropout1 †',
      '− weight_decay',
      '− augment ‡',
      '− clip °',
      '− schedule',
    ]);
    const reasons = dataOf(figure).flatMap(({ reason }) => (Array.isArray(reason) ? [reason.join(' ')] : []));
    expect(reasons).toEqual([
      "all 5 runs failed: crashed: NameError: name 'scaler' is not defined",
      'rejected: lr is 0.01 where the baseline has 0.001',
    ]);
  });

  test('of a metric of which less is better what costs most is the largest difference', () => {
    const figure = figureOf(sampleReport, 'effects', 'val_loss');
    const differences = estimates(figure).map(({ difference }) => difference);
    expect(differences).toEqual(differences.toSorted((a, b) => Number(b) - Number(a)));
    expect(JSON.stringify(figure.spec)).toContain('Δ val_loss (lower is better)');
  });

  test('says nothing of a metric on which no finding rests, and that its intervals are not corrected', () => {
    const figure = figureOf(sampleReport, 'effects', 'val_loss');
    expect(new Set(estimates(figure).map(({ effect }) => effect))).toEqual(new Set(['undecided']));
    expect(figure.caption).toContain('95 % intervals, not corrected for several comparisons');
    expect(figure.caption).not.toContain('Grey band');
  });

  test('tells what was found, and the interval of the table', () => {
    const [conv2] = estimates(figureOf(sampleReport, 'effects'));
    expect(conv2).toMatchObject({ effect: 'hurts', low: -0.026839, high: -0.020921, pairs: 5 });
    const exact = estimates(figureOf(deterministicReport, 'effects'));
    expect(exact.map(({ effect, low }) => [effect, low])).toEqual([
      ['hurts', undefined],
      ['hurts', undefined],
    ]);
  });

  test('every seed is a dot', () => {
    const seeds = dataOf(figureOf(sampleReport, 'effects')).filter(({ seed }) => seed !== undefined);
    expect(seeds).toHaveLength(5 + 4 + 5 + 5 + 5);
  });

  test('an interval far beyond the points ends in an arrow', () => {
    const wide = withIntervals(sampleReport, { low: -100, high: 0.01, level: 0.95 });
    expect(JSON.stringify(figureOf(wide, 'effects').spec)).toContain('triangle-left');
    expect(JSON.stringify(figureOf(wide, 'effects').spec)).not.toContain('triangle-right');
    expect(JSON.stringify(figureOf(sampleReport, 'effects').spec)).not.toContain('triangle-left');
  });

  test('the caption explains band, interval and signs', () => {
    const { caption } = figureOf(sampleReport, 'effects');
    expect(caption).toContain('Grey band: the standard deviation of the baseline over 5 seeds');
    expect(caption).toContain('95 % intervals, Holm-adjusted');
    expect(caption).toContain('† dropout1: suspicious');
    expect(caption).toContain('Fewer seeds: bn (4).');
  });
});

test('numbers that do not vary have no band', () => {
  expect(figureOf(deterministicReport, 'effects').caption).not.toContain('Grey band');
  expect(JSON.stringify(figureOf(deterministicReport, 'effects').spec)).not.toContain('noise-band');
});

test('the metric is shown from the baseline on', () => {
  const rows = rowsOf(figureOf(sampleReport, 'metric'));
  expect(rows[0]).toBe('1\nbaseline');
  expect(rows).toHaveLength(sampleReport.trials.length);
});

test('a trial without a curve is named', () => {
  expect(figureOf(sampleReport, 'curves').caption).toContain(
    'No curve: dropout1, augment, weight_decay, clip, schedule.',
  );
});

test('runs of one trial at the same time do not cover each other', () => {
  const bars = dataOf(figureOf(sampleReport, 'timeline')).filter(({ startedAt }) => startedAt !== undefined);
  const places = bars.map(({ row, lane }) => JSON.stringify([row, lane]));
  // Failed runs are drawn twice: their bar and their cross.
  const failed = bars.filter(({ state }) => state === 'failed').length / 2;
  expect(failed).toBe(6);
  expect(new Set(places).size).toBe(bars.length - failed);
});

test('a night between two halves of a study is left out of the timeline, and said', () => {
  const startedAt = (day: string, run: number) => `2026-01-0${day}T09:00:${String(run % 40).padStart(2, '0')}.000Z`;
  const runs = sampleReport.runs.map((run, index) =>
    run.startedAt === undefined
      ? run
      : { ...run, startedAt: startedAt(run.seedIndex < 2 ? '1' : '2', index), durationMs: 2000 },
  );
  const figure = figureOf({ ...sampleReport, runs }, 'timeline');
  expect(figure.caption).toContain('Dashed lines: pauses of the study, left out.');
  expect(JSON.stringify(figure.spec)).toContain('seconds since the first run began, without pauses');
  expect(figureOf(sampleReport, 'timeline').caption).not.toContain('pauses');
});

test.each(FOREIGN_NAMES)('%s stands as it is', (name) => {
  const report = withTrials(1, () => name);
  const [row = ''] = rowsOf(figureOf(report, 'effects'));
  expect(row.replace(/^\d+\n/u, '').replaceAll(/\s/gu, '')).toBe(
    name.replaceAll(/\s/gu, '').replace('\uFFFF', '\uFFFD'),
  );
});

test('trials that are called the same are told apart by their ids', () => {
  const rows = rowsOf(figureOf(reportCalled('names that are all the same'), 'effects'));
  expect(rows[0]).toBe('1\n− conv (trial0)');
  expect(rows[1]).toBe('2\n− conv (trial2) °');
});

test('names that are shortened stay different', () => {
  const rows = rowsOf(figureOf(reportCalled('sixty trials with long names'), 'effects'));
  expect(new Set(rows.map((row) => row.replace(/^\d+\n/u, ''))).size).toBe(60);
});

test('any report: all trials, in order, no number that is none', () => {
  fc.assert(
    fc.property(anyReport, (report) => {
      for (const figure of figuresOf(report)) {
        expect(numbersIn(figure.spec).every(Number.isFinite)).toBe(true);
        expect(JSON.stringify(figure)).not.toMatch(/NaN|undefined|Infinity/u);
        if (figure.name === 'effects') expect(rowsOf(figure)).toHaveLength(report.trials.length - 1);
        if (figure.name === 'metric') expect(rowsOf(figure)).toHaveLength(report.trials.length);
        const differences =
          figure.name === 'effects' ? estimates(figure).map(({ difference }) => Number(difference)) : [];
        expect(differences).toEqual(differences.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 60 },
  );
});

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });

/** The sample with other names and numbers, some of them missing. */
const anyReport: fc.Arbitrary<Report> = fc
  .array(fc.record({ label: fc.string({ unit: 'binary' }), difference: fc.option(anyNumber), half: anyNumber }), {
    minLength: 1,
    maxLength: 7,
  })
  .map((drawn) => ({
    ...sampleReport,
    trials: sampleReport.trials
      .slice(0, drawn.length + 1)
      .map((trial, index) => (index === 0 ? trial : drawnTrial(trial, drawn[index - 1]))),
  }));

function drawnTrial(
  trial: TrialReport,
  drawn: { label: string; difference: number | null; half: number } | undefined,
): TrialReport {
  if (drawn === undefined) return trial;
  const { label, difference, half } = drawn;
  const metrics = trial.metrics.map(({ effect, ...metric }) => ({
    ...metric,
    ...(effect !== undefined &&
      difference !== null && {
        effect: {
          ...effect,
          meanDifference: difference,
          differences: [{ seedIndex: 0, difference }],
          inference:
            effect.inference.kind === 'paired-t'
              ? {
                  ...effect.inference,
                  adjustedInterval: {
                    low: difference - Math.abs(half),
                    high: difference + Math.abs(half),
                    level: 0.95,
                  },
                }
              : effect.inference,
        },
      }),
  }));
  return { ...trial, label, metrics };
}

function withIntervals(report: Report, interval: { low: number; high: number; level: number }): Report {
  return JSON.parse(JSON.stringify(report), (key, value: unknown) =>
    key === 'adjustedInterval' ? interval : value,
  ) as Report;
}

function estimates(figure: Figure): Readonly<Record<string, unknown>>[] {
  // Of the layers that draw an effect the last is its mean; the first are its interval.
  const all = dataOf(figure).filter(({ effect }) => effect !== undefined);
  const byRow = new Map(all.map((datum) => [datum.row, datum]));
  return rowsOf(figure).flatMap((row) => {
    const datum = byRow.get(row);
    return datum === undefined ? [] : [datum];
  });
}

function figureOf(report: Report, name: FigureName, metric?: string): Figure {
  const figure = figuresOf(report, metric).find((one) => one.name === name);
  if (figure === undefined) throw new Error(`there is no figure ${name}`);
  return figure;
}

function reportCalled(name: string): Report {
  const [, report] = hardReports.find(([called]) => called === name) ?? [];
  if (report === undefined) throw new Error(`no report is called ${name}`);
  return report;
}
