import type { StudyView } from '../../src/core/study-view.js';

/** What a link to a trial keeps of the metric that was chosen: nothing where it is the study's own. */
export function trialMetricOf({ report, ownMetric }: StudyView): { readonly metric?: string } {
  const shown = report.primaryMetric?.name;
  return shown === undefined || shown === ownMetric ? {} : { metric: shown };
}
