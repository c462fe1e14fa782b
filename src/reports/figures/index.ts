import type { Report } from '../../core/report.js';
import { curvesFigure } from './curves.js';
import { effectsFigure } from './effects.js';
import type { Figure } from './figure.js';
import { metricFigure } from './metric.js';
import { sizeFigure } from './size.js';
import { timelineFigure } from './timeline.js';

/** In the order they are shown. */
const METRIC_FIGURES = [effectsFigure, metricFigure, curvesFigure, sizeFigure] as const;

/**
 * The figures of a report, of the primary metric or of another reported one; one that has nothing to show is absent.
 * Pure.
 */
export function figuresOf(report: Report, metric: string | undefined = report.primaryMetric?.name): readonly Figure[] {
  const ofMetric = metric === undefined ? [] : METRIC_FIGURES.map((figure) => figure(report, metric));
  return [...ofMetric, timelineFigure(report)].filter((figure) => figure !== undefined);
}
