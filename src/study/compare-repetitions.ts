import type { Reproducibility } from '../core/event.js';
import type { MetricRecord } from '../core/metric.js';

/**
 * Compares two executions of the same thing: value by value where both ended, over the values both
 * had reached otherwise. Metrics that only one of them shows are left to the caller's eyes.
 */
export function compareRepetitions(first: readonly MetricRecord[], second: readonly MetricRecord[]): Reproducibility {
  const tolerance: Record<string, number> = {};
  let compared = 0;
  for (const metric of first) {
    const other = second.find((candidate) => candidate.name === metric.name);
    if (other === undefined) continue;
    const differences = metric.series
      .slice(0, other.series.length)
      .map((point, index) => distance(point.value, other.series[index]?.value ?? Number.NaN));
    compared += differences.length;
    const largest = Math.max(0, ...differences);
    if (largest > 0) tolerance[metric.name] = largest;
  }
  if (compared === 0) return { kind: 'not-checked', reason: 'it printed no number that could be compared' };
  return Object.keys(tolerance).length === 0 ? { kind: 'identical' } : { kind: 'differs', tolerance };
}

/** In words, what two executions that both came to their end do not have in common: metrics, or how often each was given. */
export function differenceInExtent(
  first: readonly MetricRecord[],
  second: readonly MetricRecord[],
): string | undefined {
  const [had, has] = [first, second].map(
    (metrics) => new Map(metrics.map(({ name, series }) => [name, series.length])),
  );
  for (const name of new Set([...(had?.keys() ?? []), ...(has?.keys() ?? [])])) {
    const [before, now] = [had?.get(name) ?? 0, has?.get(name) ?? 0];
    if (before !== now) return `gave ${now} value${now === 1 ? '' : 's'} of ${name} instead of ${before}`;
  }
  return undefined;
}

function distance(a: number, b: number): number {
  return Object.is(a, b) ? 0 : Number.isFinite(a - b) ? Math.abs(a - b) : Number.MAX_VALUE;
}
