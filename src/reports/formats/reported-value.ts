import type { Report, RunReport } from '../../core/report.js';

/**
 * The number of a run that is behind the tables: of the selected epoch, where one is selected. Undefined where
 * it gave none, or where the metric is none of those reported.
 */
export function reportedValue(report: Report, run: RunReport, metric: string): number | undefined {
  const { trials, secondBaseline } = report;
  const measured = [...trials, ...(secondBaseline === undefined ? [] : [secondBaseline])];
  const summary = measured
    .find(({ id }) => id === run.trialId)
    ?.metrics.find((candidate) => candidate.metric === metric)?.summary;
  return summary?.values.find(({ seedIndex }) => seedIndex === run.seedIndex)?.value;
}
