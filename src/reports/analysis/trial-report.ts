import type { MetricChoice } from '../../core/metric.js';
import type { Finding } from '../../core/finding.js';
import type { TrialMetric, TrialReport } from '../../core/report.js';
import type { RecordedTrial, StudyRecord } from '../../core/study-record.js';
import { refusalInWords } from '../../core/verdict-in-words.js';
import type { HolmDecision } from '../../statistics/holm.js';
import { mean } from '../../statistics/summary.js';
import { trialMetric, type MetricAnalysis } from './analyse-metric.js';
import { isIdenticalToBaseline } from './bit-identical.js';
import { completedOutcomes } from './candidates.js';
import { confoundsOf } from './confounds.js';
import { findingOf } from './finding.js';
import { metricMeaning } from './metric-meaning.js';
import { countInWords, listInWords } from './number-in-words.js';
import { isZeroThroughout } from './paired-differences.js';
import { isRefused } from './refused-trials.js';
import { findingWithoutValues, trialFailures } from './trial-failures.js';
import { runsOf } from './trial-values.js';

/** What the whole study said of the metrics, from which each trial's report takes its part. */
export interface StudyAnalysis {
  readonly choice: MetricChoice;
  readonly primary: MetricAnalysis;
  readonly exploratory: readonly MetricAnalysis[];
  /** By trial id; empty where no margin was given. */
  readonly equivalence: ReadonlyMap<string, HolmDecision>;
}

/** One row of the table. `analysis` is undefined where no run gave a metric. */
export function trialReport(
  record: StudyRecord,
  recorded: RecordedTrial,
  analysis: StudyAnalysis | undefined,
): TrialReport {
  const { trial, label, origin, diff, arguments: changedArguments } = recorded;
  const failures = trialFailures(record, trial.id, analysis?.choice);
  const durations = completedOutcomes(record, trial.id).map(({ durationMs }) => durationMs);
  const plannedRuns = runsOf(record, trial.id).length;
  const analyses = analysis === undefined ? [] : [analysis.primary, ...analysis.exploratory];
  return {
    id: trial.id,
    label,
    change: trial.change,
    componentIds: trial.componentIds,
    origin,
    notes: [...recorded.notes, ...effectNotes(trial.id, analysis), ...failureNotes(failures, plannedRuns)],
    diff,
    arguments: changedArguments,
    ...(recorded.model === undefined ? {} : { model: recorded.model }),
    plannedRuns,
    failures,
    metrics: analyses.map((metric) => withMeaning(record, recorded, trialMetric(metric, trial.id))),
    ...(trial.change === 'none' ? {} : { finding: trialFinding(record, recorded, trial.change, analysis) }),
    ...(durations.length === 0 ? {} : { meanDurationMs: mean(durations) }),
    ...(recorded.verdict === undefined ? {} : { verdict: recorded.verdict }),
    ...confoundsOf(record, recorded),
  };
}

function withMeaning(record: StudyRecord, recorded: RecordedTrial, metric: TrialMetric): TrialMetric {
  const meaning = metric.summary === undefined ? undefined : metricMeaning(record, recorded, metric.metric);
  return meaning === undefined ? metric : { ...metric, meaning };
}

function trialFinding(
  record: StudyRecord,
  recorded: RecordedTrial,
  change: 'remove' | 'replace',
  analysis: StudyAnalysis | undefined,
): Finding {
  const { trial, verdict } = recorded;
  if (verdict !== undefined && isRefused(record, recorded))
    return { kind: 'rejected', inWords: refusalInWords(verdict) };
  const failures = trialFailures(record, trial.id, analysis?.choice);
  if (analysis === undefined) {
    return completedOutcomes(record, trial.id).length > 0
      ? { kind: 'inconclusive', inWords: 'no comparison: no metric was recognised' }
      : findingWithoutValues(failures);
  }
  if ((analysis.primary.values.get(trial.id) ?? []).length === 0) return findingWithoutValues(failures);
  const inferred = analysis.primary.effects.get(trial.id);
  if (inferred === undefined) {
    return { kind: 'inconclusive', inWords: 'no comparison: no seed completed in both this and the baseline' };
  }
  const decision = analysis.equivalence.get(trial.id);
  const meaning = metricMeaning(record, recorded, analysis.choice.name);
  return findingOf(inferred, {
    change,
    metric: analysis.choice,
    isProven: verdict?.kind === 'faithful',
    ...(meaning === undefined ? {} : { meaning }),
    isIdentical: isZeroThroughout(inferred.pairs) && isIdenticalToBaseline(record, trial.id),
    ...(record.equivalenceMargin === undefined
      ? {}
      : { equivalence: { margin: record.equivalenceMargin, ...(decision === undefined ? {} : { decision }) } }),
  });
}

function effectNotes(trialId: string, analysis: StudyAnalysis | undefined): readonly string[] {
  const effect = analysis?.primary.effects.get(trialId)?.effect;
  if (effect?.inference.kind !== 'constant-difference') return [];
  return [
    `The difference is the same on all ${effect.pairs} seeds, so a t-test has no spread to work with; ` +
      'the exact sign-flip test takes its place.',
  ];
}

function failureNotes(failures: TrialReport['failures'], plannedRuns: number): readonly string[] {
  if (failures.length === 0 || failures.length === plannedRuns) return [];
  const each = failures.map(({ seedIndex, inWords }) => `seed ${seedIndex} ${inWords}`);
  return [`${failures.length} of ${countInWords(plannedRuns, 'run')} failed (${listInWords(each)}) and are left out.`];
}
