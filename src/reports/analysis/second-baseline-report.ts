import type { SecondBaselineReport } from '../../core/report.js';
import { executedSeedIndex, SECOND_BASELINE_ID } from '../../core/second-baseline.js';
import type { StudyRecord } from '../../core/study-record.js';
import { BASELINE_ID } from '../../core/trial.js';
import { analyseMetric, trialMetric } from './analyse-metric.js';
import { trialFailures } from './trial-failures.js';
import type { StudyAnalysis } from './trial-report.js';
import { runsOf } from './trial-values.js';

/** The record of the study proper: the A/A comparison is no trial, and no finding may depend on it. */
export function withoutSecondBaseline(record: StudyRecord): StudyRecord {
  return restrictedTo(record, (trialId) => trialId !== SECOND_BASELINE_ID);
}

/** The A/A comparison, a family of its own; undefined where the study has none. */
export function secondBaselineReport(
  record: StudyRecord,
  analysis: StudyAnalysis | undefined,
): SecondBaselineReport | undefined {
  const planned = runsOf(record, SECOND_BASELINE_ID);
  if (planned.length === 0) return undefined;
  const pair = restrictedTo(record, (trialId) => trialId === BASELINE_ID || trialId === SECOND_BASELINE_ID);
  const analyses = analysis === undefined ? [] : [analysis.primary, ...analysis.exploratory];
  const { indices } = record.seeds;
  return {
    id: SECOND_BASELINE_ID,
    seedIndices: indices.map((seedIndex) => executedSeedIndex(SECOND_BASELINE_ID, seedIndex, indices)),
    plannedRuns: planned.length,
    failures: trialFailures(record, SECOND_BASELINE_ID, analysis?.choice),
    metrics: analyses.map(({ metric, role }) =>
      trialMetric(analyseMetric(pair, metric, role, analysis?.choice.select ?? { kind: 'last' }), SECOND_BASELINE_ID),
    ),
  };
}

function restrictedTo(record: StudyRecord, isMeant: (trialId: string) => boolean): StudyRecord {
  return {
    ...record,
    trials: record.trials.filter(({ trial }) => isMeant(trial.id)),
    runs: record.runs.filter(({ run }) => isMeant(run.trialId)),
  };
}
