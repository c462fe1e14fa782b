import type { MetricPoint } from '../../core/metric.js';
import type { CurvePoint, MetricCurve } from '../../core/report.js';
import type { RecordedRun, StudyRecord } from '../../core/study-record.js';
import { mean, standardDeviation } from '../../statistics/summary.js';
import { runsOf } from './trial-values.js';

/** More points than these nobody sees in a figure; a report of many trials would be all curves. */
const MOST_POINTS = 200;

/**
 * How each of `metrics` went during the runs of each trial: mean and spread over the completed runs at the
 * steps that all of them reached. A trial whose runs gave fewer than two values has no curve.
 */
export function metricCurves(record: StudyRecord, metrics: readonly string[]): MetricCurve[] {
  return metrics.flatMap((metric) =>
    record.trials.flatMap(({ trial }) => {
      const series = runsOf(record, trial.id).flatMap((run) => seriesOf(run, metric));
      const curve = curveOf(series);
      return curve === undefined ? [] : [{ trialId: trial.id, metric, ...curve }];
    }),
  );
}

/** The curve of the finite values of several runs; undefined where they share fewer than two steps. */
export function curveOf(
  series: readonly (readonly MetricPoint[])[],
): Omit<MetricCurve, 'trialId' | 'metric'> | undefined {
  const axis = series.every(hasSteps) ? 'step' : 'value-number';
  const runs = series.map(
    (points) => new Map(points.map(({ step, value }, index) => [stepOf(axis, step, index), value])),
  );
  const [first, ...others] = runs;
  if (first === undefined) return undefined;
  const shared = [...first.keys()].filter((step) => others.every((run) => run.has(step))).sort((a, b) => a - b);
  if (shared.length < 2) return undefined;
  return { axis, steps: shared.length, points: thinned(shared).map((step) => pointOf(step, runs)) };
}

function seriesOf({ outcome }: RecordedRun, metric: string): (readonly MetricPoint[])[] {
  if (outcome?.kind !== 'completed') return [];
  const found = outcome.metrics.find(({ name }) => name === metric);
  return found === undefined ? [] : [found.series.filter(({ value }) => Number.isFinite(value))];
}

/** Whether every value has a step of its own: folds that begin again at epoch 1 have none. */
function hasSteps(points: readonly MetricPoint[]): boolean {
  return new Set(points.flatMap(({ step }) => (step === undefined ? [] : [step]))).size === points.length;
}

function stepOf(axis: MetricCurve['axis'], step: number | undefined, index: number): number {
  return axis === 'step' && step !== undefined ? step : index + 1;
}

/** Evenly chosen, the first and the last always among them. */
function thinned(steps: readonly number[]): number[] {
  if (steps.length <= MOST_POINTS) return [...steps];
  const stride = (steps.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, index) => steps[Math.round(index * stride)] ?? 0);
}

function pointOf(step: number, runs: readonly ReadonlyMap<number, number>[]): CurvePoint {
  const values = runs.flatMap((run) => run.get(step) ?? []);
  const centre = mean(values);
  const deviation = standardDeviation(values);
  return {
    step,
    n: values.length,
    mean: centre,
    ...(deviation === undefined ? {} : { low: centre - deviation, high: centre + deviation }),
  };
}
