import type { NoiseFloor } from '../../core/report.js';
import { BASELINE_ID } from '../../core/trial.js';
import { standardDeviation } from '../../statistics/summary.js';
import type { MetricAnalysis } from './analyse-metric.js';

/** How far the baseline's own seeds spread the primary metric; undefined with fewer than two of them. */
export function noiseFloor({ metric, values }: MetricAnalysis): NoiseFloor | undefined {
  const numbers = (values.get(BASELINE_ID) ?? []).map(({ value }) => value);
  const deviation = standardDeviation(numbers);
  if (deviation === undefined) return undefined;
  return {
    metric,
    seeds: numbers.length,
    standardDeviation: deviation,
    low: Math.min(...numbers),
    high: Math.max(...numbers),
  };
}
