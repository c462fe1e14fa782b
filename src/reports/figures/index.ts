import type { Report } from '../../core/report.js';
import { effectsFigure } from './effects.js';
import type { Figure } from './figure.js';

/**
 * The figures of a report, of the primary metric or of another reported one; one that has nothing to show is absent.
 * Pure.
 */
export function figuresOf(report: Report, metric: string | undefined = report.primaryMetric?.name): readonly Figure[] {
  return [...(metric === undefined ? [] : [effectsFigure(report, metric)])].filter((figure) => figure !== undefined);
}
