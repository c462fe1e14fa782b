import type { MetricDirection, MetricPoint, MetricRecord, MetricSelection } from '../../core/metric.js';
import type { FailureReason } from '../../core/outcome.js';
import { failure, success, type Result } from '../../core/result.js';

/**
 * The one value of a metric that a run contributes: the last, or the one at the epoch where another
 * metric is best (the first such epoch, as early stopping keeps it). Anything else than a finite
 * number is a failure with a name.
 */
export function selectValue(
  metrics: readonly MetricRecord[],
  name: string,
  select: MetricSelection,
  directionOf: (name: string) => MetricDirection,
): Result<number, FailureReason> {
  const metric = metrics.find((candidate) => candidate.name === name);
  if (metric === undefined) return noValue(name, 'the run never gave it');
  if (select.kind === 'last') return finite(name, metric.value);

  const by = metrics.find((candidate) => candidate.name === select.by);
  if (by === undefined) return noValue(name, `${select.by}, which selects the epoch, was never given`);
  const best = bestIndex(by.series, directionOf(by.name));
  if (best === undefined) return failure({ kind: 'diverged', metric: by.name });
  const value = valueAtSamePoint(metric.series, by.series, best);
  if (value === undefined) return noValue(name, mismatch(metric, by, best));
  return finite(name, value);
}

/** By step where both series tell steps, each step once; else by position in series of equal length. */
function valueAtSamePoint(
  series: readonly MetricPoint[],
  by: readonly MetricPoint[],
  best: number,
): number | undefined {
  if (tellsSteps(series) && tellsSteps(by)) {
    const step = by[best]?.step;
    return series.find((point) => point.step === step)?.value;
  }
  return series.length === by.length ? series[best]?.value : undefined;
}

function tellsSteps(series: readonly MetricPoint[]): boolean {
  const steps = series.map((point) => point.step);
  return !steps.includes(undefined) && new Set(steps).size === steps.length;
}

function bestIndex(series: readonly MetricPoint[], direction: MetricDirection): number | undefined {
  const sign = direction === 'higher-is-better' ? 1 : -1;
  let best: { readonly index: number; readonly value: number } | undefined;
  for (const [index, { value }] of series.entries()) {
    if (!Number.isFinite(value)) continue;
    if (best === undefined || sign * value > sign * best.value) best = { index, value };
  }
  return best?.index;
}

function mismatch(metric: MetricRecord, by: MetricRecord, best: number): string {
  const step = by.series[best]?.step;
  if (tellsSteps(metric.series) && tellsSteps(by.series)) {
    return `none at step ${String(step)}, where ${by.name} is best`;
  }
  return `its ${metric.series.length} values cannot be matched with the ${by.series.length} of ${by.name}`;
}

function finite(metric: string, value: number): Result<number, FailureReason> {
  return Number.isFinite(value) ? success(value) : failure({ kind: 'diverged', metric });
}

function noValue(metric: string, why: string): Result<number, FailureReason> {
  return failure({ kind: 'no-value', metric, why });
}
