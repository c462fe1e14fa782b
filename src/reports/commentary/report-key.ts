import { createHash } from 'node:crypto';
import type { Report } from '../../core/report.js';

/**
 * What a text on a report rests on, as a key: another metric, another seed or another finding gives another one. The
 * same before and after a report was written to a file. SHA-256, hexadecimal.
 */
export function reportKey(report: Report): string {
  const { primaryMetric, seeds, trials, noiseFloor, secondBaseline, method } = report;
  const basis = {
    primaryMetric,
    seeds: seeds.indices,
    trials: trials.map(({ id, label, change, plannedRuns, failures, metrics, finding, verdict, ...sizes }) => {
      const { parameters, parameterDifference, stepMs, stepTimeRatio, stepTimeDiffers } = sizes;
      const failed = failures.map(({ seedIndex, inWords }) => ({ seedIndex, inWords }));
      return {
        ...{ id, label, change, plannedRuns, failed, metrics, finding, verdict },
        ...{ parameters, parameterDifference, stepMs, stepTimeRatio, stepTimeDiffers },
      };
    }),
    noiseFloor,
    secondBaseline: secondBaseline?.metrics,
    alpha: method.alpha,
    margin: method.equivalenceMargin,
  };
  return createHash('sha256').update(JSON.stringify(basis, inOrder)).digest('hex');
}

/** Whoever wrote an object, its fields come in one order. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
