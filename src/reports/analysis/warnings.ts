import type { TrialReport } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import type { ChosenMetric } from './choose-metric.js';
import { metricWarnings } from './metric-warnings.js';
import { failureWarnings, noteWarnings, partialWarnings, skippedWarnings } from './run-warnings.js';
import { statisticsWarnings } from './statistics-warnings.js';

/** What a reader must know before the table, the gravest first. */
export function studyWarnings(
  record: StudyRecord,
  trials: readonly TrialReport[],
  chosen: ChosenMetric | undefined,
): readonly string[] {
  return [
    ...metricWarnings(record, chosen),
    ...partialWarnings(record),
    ...failureWarnings(trials),
    ...(chosen === undefined ? [] : statisticsWarnings(record, trials, chosen.choice)),
    ...skippedWarnings(record),
    ...noteWarnings(record),
    ...record.warnings,
  ];
}
