import type { MetricCurve, Report } from '../../core/report.js';
import { rowsByEffect } from './effect-rows.js';
import { figureRows, type FigureRow } from './figure-rows.js';

/** A trial that has a curve. */
export interface DrawnCurve {
  readonly row: FigureRow;
  readonly curve: MetricCurve;
}

/** The trials in the order of the plot of effects; the baseline alone where no trial has a curve. */
export function drawnCurves(report: Report, metric: string, curves: readonly MetricCurve[]): DrawnCurve[] {
  const ofRows = (rows: readonly FigureRow[]) =>
    rows.flatMap((row) => curves.filter(({ trialId }) => trialId === row.trial.id).map((curve) => ({ row, curve })));
  const trials = ofRows(rowsByEffect(report, metric));
  return trials.length > 0 ? trials : ofRows(figureRows(report, metric));
}
