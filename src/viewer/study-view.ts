import type { Report } from '../core/report.js';
import type { StudyView } from '../core/study-view.js';
import { slimReport } from '../reports/slim-report.js';

/** What a page is told of a study; `report` may be about another metric than the study's `own` one. */
export function studyView(id: string, revision: string, report: Report, own: Report): StudyView {
  const ownMetric = own.primaryMetric?.name;
  return { id, revision, report: slimReport(report), ...(ownMetric === undefined ? {} : { ownMetric }) };
}
