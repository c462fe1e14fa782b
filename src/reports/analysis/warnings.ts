import type { SecondBaselineReport, TrialReport } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import type { ChosenMetric } from './choose-metric.js';
import { metricWarnings } from './metric-warnings.js';
import { failureWarnings, gateWarnings, noteWarnings, partialWarnings, skippedWarnings } from './run-warnings.js';
import { withoutSecondBaseline } from './second-baseline-report.js';
import { statisticsWarnings } from './statistics-warnings.js';

/** What a reader must know before the table, the gravest first. */
export function studyWarnings(
  whole: StudyRecord,
  trials: readonly TrialReport[],
  secondBaseline: SecondBaselineReport | undefined,
  chosen: ChosenMetric | undefined,
): readonly string[] {
  const record = withoutSecondBaseline(whole);
  return [
    ...metricWarnings(record, chosen),
    ...gateWarnings(record),
    ...partialWarnings(whole),
    ...failureWarnings(secondBaseline === undefined ? trials : [...trials, secondBaseline]),
    ...(chosen === undefined ? [] : statisticsWarnings(record, trials, chosen.choice)),
    ...skippedWarnings(record),
    ...noteWarnings(whole),
    ...record.warnings,
  ];
}
