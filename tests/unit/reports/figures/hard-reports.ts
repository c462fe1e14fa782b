import type { Report, TrialReport } from '../../../../src/core/report.js';
import { deterministicReport } from '../deterministic-report.js';
import { sampleReport } from '../sample-report.js';

const METRIC_NUMBERS = ['mean', 'standardDeviation', 'value', 'difference', 'meanDifference', 'low', 'high'];

const [baseline, ...trials] = sampleReport.trials;

/** Names that break what expects letters: scripts, directions, markup, an emoji of several. */
export const FOREIGN_NAMES = [
  '− Ωμέγα αβγδ',
  '− Обучение модели',
  '− 注意力机制',
  '− طبقة الانتباه',
  '− 👩‍👩‍👧 emoji',
  '− <b onload="alert(1)">&amp;</b>',
  '− {{datum}} \' + " \\ \uFFFF',
];

/** Reports of every kind that a figure has to stand. */
export const hardReports: readonly (readonly [name: string, report: Report])[] = [
  ['the sample', sampleReport],
  ['numbers that do not vary', deterministicReport],
  ['no number', withoutNumbers()],
  ['one seed', oneSeed()],
  ['one trial', { ...sampleReport, trials: sampleReport.trials.slice(0, 2) }],
  [
    'sixty trials with long names',
    withTrials(60, (index) => `− ${'encoder.layers.'.repeat(4)}${index}.self_attention`),
  ],
  ['foreign names', withTrials(7, (index) => FOREIGN_NAMES[index] ?? '')],
  ['names that are all the same', withTrials(4, () => '− conv')],
  ['huge numbers', scaled(1e12)],
  ['small numbers', scaled(1e-9)],
];

export function withTrials(count: number, labelOf: (index: number) => string): Report {
  const many = Array.from({ length: count }, (_, index): TrialReport => {
    const trial = trials[index % trials.length];
    if (trial === undefined) throw new Error('the sample has no trials');
    return { ...trial, id: `trial${index}`, label: labelOf(index), parameterDifference: -1000 * index };
  });
  const [first, second] = sampleReport.curves;
  if (baseline === undefined || first === undefined || second === undefined) throw new Error('the sample changed');
  return {
    ...sampleReport,
    trials: [baseline, ...many],
    curves: [first, ...many.map(({ id }) => ({ ...second, trialId: id }))],
    runs: sampleReport.runs.flatMap((run) =>
      run.trialId === 'conv2'
        ? many.map(({ id }) => ({ ...run, trialId: id }))
        : run.trialId === 'baseline'
          ? [run]
          : [],
    ),
  };
}

function withoutNumbers(): Report {
  const { primaryMetric: _primary, noiseFloor: _floor, secondBaseline: _second, ...rest } = sampleReport;
  return {
    ...rest,
    trials: rest.trials.map((trial) => ({ ...trial, metrics: [] })),
    candidateMetrics: [],
    curves: [],
    runs: rest.runs.map((run) => ({ ...run, metrics: [] })),
  };
}

function oneSeed(): Report {
  const { noiseFloor: _floor, secondBaseline: _second, ...rest } = sampleReport;
  return {
    ...rest,
    seeds: { ...rest.seeds, indices: [0] },
    trials: rest.trials.map((trial) => ({
      ...trial,
      plannedRuns: 1,
      metrics: trial.metrics.map(({ summary, effect, ...metric }) => {
        const [value] = summary?.values ?? [];
        const [difference] = effect?.differences ?? [];
        return {
          ...metric,
          ...(value && { summary: { n: 1, mean: value.value, values: [value] } }),
          ...(difference && {
            effect: {
              pairs: 1,
              meanDifference: difference.difference,
              differences: [difference],
              inference: { kind: 'single-pair' as const },
            },
          }),
        };
      }),
    })),
    runs: rest.runs.filter(({ seedIndex }) => seedIndex === 0),
    curves: rest.curves.map((curve) => ({
      ...curve,
      points: curve.points.map(({ step, mean }) => ({ step, n: 1, mean })),
    })),
  };
}

function scaled(factor: number): Report {
  return JSON.parse(JSON.stringify(sampleReport), (key, value: unknown) =>
    typeof value === 'number' && METRIC_NUMBERS.includes(key) ? value * factor : value,
  ) as Report;
}
