import type { Report } from '../core/report.js';

/** A report for a page: without series and curves, which are most of it. A page has figures instead. */
export function slimReport(report: Report): Report {
  const runs = report.runs.map((run) => ({
    ...run,
    metrics: run.metrics.map((metric) => ({ ...metric, series: [] })),
  }));
  return { ...report, runs, curves: [] };
}
