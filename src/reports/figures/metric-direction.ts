import type { Report } from '../../core/report.js';
import { metricDirection } from '../formats/trial-row.js';
import { figureLines, figureText } from './figure-text.js';
import { NARROWEST_PLOT } from './figure-size.js';
import { BODY_SIZE } from './text-width.js';

/** `Δ accuracy (higher is better)`, in lines that fit under a plot. */
export function metricTitle(report: Report, metric: string, lead: 'Δ ' | ''): string[] {
  const direction = metricDirection(report, metric);
  const better =
    direction === undefined ? '' : direction === 'higher-is-better' ? ' (higher is better)' : ' (lower is better)';
  return figureLines(`${lead}${figureText(metric)}${better}`, NARROWEST_PLOT, BODY_SIZE, 3);
}
