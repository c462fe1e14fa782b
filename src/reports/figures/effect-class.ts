import type { Report, TrialMetric, TrialReport } from '../../core/report.js';
import { directionOfDifference } from '../../core/effect-direction.js';
import { unreachable } from '../../core/unreachable.js';

/** What a trial's effect came to, as far as a figure tells effects apart: by shape, and by colour too. */
export const EFFECT_CLASSES = ['hurts', 'helps', 'no effect found', 'undecided'] as const;
export type EffectClass = (typeof EFFECT_CLASSES)[number];

/** Of the primary metric, on which the findings rest; of any other nothing is claimed. */
export function effectClass(report: Report, trial: TrialReport, metric: TrialMetric): EffectClass {
  const kind = metric.role === 'primary' ? trial.finding?.kind : undefined;
  switch (kind) {
    case 'hurts':
    case 'helps':
      return kind;
    case 'exact-difference':
      return exactClass(report, metric.effect?.meanDifference ?? 0);
    case 'no-detectable-effect':
    case 'equivalent':
    case 'no-effect-at-all':
      return 'no effect found';
    case 'inconclusive':
    case 'single-run':
    case 'failed':
    case 'rejected':
    case 'not-run':
    case undefined:
      return 'undecided';
    default:
      return unreachable(kind);
  }
}

/** Of numbers that do not vary every difference is one. */
function exactClass({ primaryMetric }: Report, difference: number): EffectClass {
  if (primaryMetric === undefined) return 'undecided';
  return directionOfDifference(difference, primaryMetric.direction) ?? 'no effect found';
}
