import type { Report } from '../core/report.js';

/** A report for a page: without the series of its runs, which are most of it; its curves stay. */
export function slimReport(report: Report): Report {
  const runs = report.runs.map((run) => ({
    ...run,
    metrics: run.metrics.map((metric) => ({ ...metric, series: [] })),
  }));
  return { ...report, runs };
}
