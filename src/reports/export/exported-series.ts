import type { RunMetric } from '../../core/report.js';

/** How a metric went during one run. */
export interface ExportedSeries {
  readonly name: string;
  /** Ascending steps, whole numbers from 0 on: no tracker takes others. */
  readonly points: readonly { readonly step: number; readonly value: number }[];
}

/** Empty where the report keeps no series of the metric. */
export function exportedSeries({ metric, series }: RunMetric): ExportedSeries[] {
  if (series.length === 0) return [];
  const steps = series.map(({ step }) => step);
  const own = steps.filter((step) => step !== undefined && Number.isSafeInteger(step) && step >= 0);
  const counts = own.length === series.length && new Set(own).size === series.length;
  // Else, as in the report's curves: the 1st, 2nd ... value.
  const points = series.map(({ step, value }, index) => ({ step: counts ? (step ?? 0) : index + 1, value }));
  return [{ name: metric, points: points.toSorted((a, b) => a.step - b.step) }];
}
