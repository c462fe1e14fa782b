import type { MetricRecord } from '../../core/metric.js';
import { isTrainingMetric } from './metric-standing.js';
import { metricTokens } from './metric-tokens.js';

const MEAN = new Set(['mean', 'avg', 'average', 'overall']);

/** Names in which `mean` belongs to the measure itself. */
const MEAN_MEASURE = /absolute|squared|percentage|precision|pinball/;

/**
 * Whether a metric that was given many times, or for one fold, is part of a mean that the script gives once:
 * of a cross-validation the last value is only that of the last fold.
 */
export function isSummedUp(metric: MetricRecord, candidates: readonly MetricRecord[]): boolean {
  const isOneFold = metricTokens(metric.name).some((token) => /^(fold|split)\d*$/.test(token));
  if (metric.series.length < 2 && !isOneFold) return false;
  const measures = measuresOf(metric.name);
  return candidates.some(
    (other) =>
      other.series.length === 1 &&
      isMean(other.name) &&
      isTrainingMetric(other.name) === isTrainingMetric(metric.name) &&
      measuresOf(other.name).some((measure) => measures.includes(measure)),
  );
}

function isMean(name: string): boolean {
  return metricTokens(name).some((token) => MEAN.has(token)) && !MEAN_MEASURE.test(name);
}

/** `mean_accuracy`, `acc` and `accuracy_score` are about the same thing. */
function measuresOf(name: string): string[] {
  return metricTokens(name)
    .filter((token) => !MEAN.has(token) && !GENERAL.has(token) && !/^\d+$/.test(token))
    .map((token) => (token === 'acc' ? 'accuracy' : token));
}

const GENERAL = new Set(['score', 'test', 'val', 'valid', 'validation', 'eval', 'cv', 'fold', 'final']);
