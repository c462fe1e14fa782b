import type { MetricDirection } from './metric.js';

/** What removing a component does to a metric. */
export type EffectDirection = 'hurts' | 'helps';

/** By the sign of a difference, trial minus baseline; undefined for 0. */
export function directionOfDifference(difference: number, direction: MetricDirection): EffectDirection | undefined {
  if (difference === 0) return undefined;
  return difference > 0 === (direction === 'higher-is-better') ? 'helps' : 'hurts';
}
