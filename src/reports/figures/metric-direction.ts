import type { MetricDirection } from '../../core/metric.js';
import type { Report } from '../../core/report.js';
import { figureLines, figureText } from './figure-text.js';
import { NARROWEST_PLOT } from './figure-size.js';
import { BODY_SIZE } from './text-width.js';

/** Which way a reported metric is better; undefined where nobody knows. */
export function directionOf({ primaryMetric, candidateMetrics }: Report, metric: string): MetricDirection | undefined {
  if (primaryMetric?.name === metric) return primaryMetric.direction;
  return candidateMetrics.find(({ name }) => name === metric)?.direction;
}

/** `Δ accuracy (higher is better)`, in lines that fit under a plot. */
export function metricTitle(report: Report, metric: string, lead: 'Δ ' | ''): string[] {
  const direction = directionOf(report, metric);
  const better =
    direction === undefined ? '' : direction === 'higher-is-better' ? ' (higher is better)' : ' (lower is better)';
  return figureLines(`${lead}${figureText(metric)}${better}`, NARROWEST_PLOT, BODY_SIZE, 3);
}
