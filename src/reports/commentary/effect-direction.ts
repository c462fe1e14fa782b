import { directionOfDifference, type EffectDirection } from '../../core/effect-direction.js';
import type { Report, TrialReport } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import { metricDirection } from '../formats/trial-row.js';

/** By the finding of a trial; undefined where it says neither. */
export function foundDirection(trial: TrialReport, report: Report): EffectDirection | undefined {
  if (trial.finding === undefined) return undefined;
  switch (trial.finding.kind) {
    case 'hurts':
    case 'helps':
      return trial.finding.kind;
    case 'exact-difference':
      return measuredDirection(trial, report.primaryMetric?.name ?? '', report);
    case 'no-detectable-effect':
    case 'equivalent':
    case 'inconclusive':
    case 'single-run':
    case 'no-effect-at-all':
    case 'failed':
    case 'rejected':
    case 'not-run':
      return undefined;
    default:
      return unreachable(trial.finding.kind);
  }
}

/** By the sign of the difference on a metric; undefined where there is none. */
export function measuredDirection(trial: TrialReport, metric: string, report: Report): EffectDirection | undefined {
  const difference = meanDifference(trial, metric);
  const better = metricDirection(report, metric);
  return difference === undefined || better === undefined ? undefined : directionOfDifference(difference, better);
}

/** Trial minus baseline. */
export function meanDifference({ metrics }: TrialReport, metric: string): number | undefined {
  return metrics.find((found) => found.metric === metric)?.effect?.meanDifference;
}
