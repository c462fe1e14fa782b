import type { Report } from '../../src/core/report.js';
import { exploratoryRows, primaryRows, type TrialRow } from '../../src/reports/formats/trial-row.js';

const known = new WeakMap<Report, Map<string, TrialRow[]>>();

/** The rows of a metric's table, in the order of the report; made once for each report. */
export function rowsOf(report: Report, metric: string): readonly TrialRow[] {
  const ofReport = known.get(report) ?? new Map<string, TrialRow[]>();
  known.set(report, ofReport);
  const rows =
    ofReport.get(metric) ??
    (report.primaryMetric?.name === metric ? primaryRows(report, metric) : exploratoryRows(report, metric));
  ofReport.set(metric, rows);
  return rows;
}
