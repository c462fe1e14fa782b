import type { Report } from '../../core/report.js';
import { formatPercent } from './format-number.js';

/** Headings of interval and p: those of the primary metric are Holm-adjusted, those of the others are not. */
export function testHeadings(report: Report, metric: string): readonly [interval: string, pValue: string] {
  const adjusted = report.primaryMetric?.name === metric ? ' (Holm)' : '';
  return [`${formatPercent(1 - report.method.alpha)} CI${adjusted}`, `p${adjusted}`];
}
