import type { Report } from '../core/report.js';
import type { StudyView } from '../core/study-view.js';

/** A report for a page: without the series of its runs. */
export function slimReport(report: Report): Report {
  const runs = report.runs.map((run) => ({
    ...run,
    metrics: run.metrics.map((metric) => ({ ...metric, series: [] })),
  }));
  return { ...report, runs };
}

export function studyView(id: string, revision: string, report: Report, own: Report): StudyView {
  const ownMetric = own.primaryMetric?.name;
  return { id, revision, report: slimReport(report), ...(ownMetric === undefined ? {} : { ownMetric }) };
}
