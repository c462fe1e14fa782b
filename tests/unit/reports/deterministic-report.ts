import type { Report, TrialReport } from '../../../src/core/report.js';
import { sampleReport } from './sample-report.js';

const { alarms: _alarms, secondBaseline: _secondBaseline, ...sample } = sampleReport;

/** A script whose numbers do not depend on the seed. */
export const deterministicReport: Report = {
  ...sample,
  primaryMetric: {
    name: 'f1',
    direction: 'higher-is-better',
    directionOrigin: 'name',
    origin: 'user',
    select: { kind: 'last' },
  },
  warnings: ['The seed has no effect: all seeds of the baseline give the same numbers.'],
  noiseFloor: { metric: 'f1', seeds: 5, standardDeviation: 0, low: 0.93055555, high: 0.93055555 },
  skipped: [],
  trials: [
    exactTrial('baseline', 'baseline', 'none', 0.93055555),
    exactTrial('age', '− age', 'remove', 0.92777777),
    exactTrial('income', '− income', 'remove', 0.9),
  ],
  runs: [],
  candidateMetrics: [],
  curves: [],
};

function exactTrial(id: string, label: string, change: TrialReport['change'], value: number): TrialReport {
  const values = [0, 1, 2, 3, 4].map((seedIndex) => ({ seedIndex, value }));
  const meanDifference = value - 0.93055555;
  const differences = values.map(({ seedIndex }) => ({ seedIndex, difference: meanDifference }));
  return {
    id,
    label,
    change,
    componentIds: change === 'none' ? [] : [id],
    origin: 'rule sequence-element: removes the element',
    notes: [],
    diff: '',
    arguments: [],
    plannedRuns: 5,
    failures: [],
    metrics: [
      {
        metric: 'f1',
        role: 'primary',
        summary: { n: 5, mean: value, standardDeviation: 0, values },
        ...(change !== 'none' && { effect: { pairs: 5, meanDifference, differences, inference: { kind: 'exact' } } }),
      },
    ],
    ...(change !== 'none' && {
      finding: { kind: 'exact-difference', inWords: 'removing it hurts, exactly (deterministic)' },
    }),
  };
}
