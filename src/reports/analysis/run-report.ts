import { failureInWords } from '../../core/failure-in-words.js';
import type { MetricRecord } from '../../core/metric.js';
import type { RunMetric, RunReport } from '../../core/report.js';
import type { RecordedRun, StudyRecord } from '../../core/study-record.js';
import { failureOf } from './trial-failures.js';
import type { StudyAnalysis } from './trial-report.js';
import { runValue } from './trial-values.js';

/** One run: how it ended and every number it gave. */
export function runReport(record: StudyRecord, recorded: RecordedRun, analysis: StudyAnalysis | undefined): RunReport {
  const { run, directory, outcome } = recorded;
  const base = {
    trialId: run.trialId,
    seedIndex: run.seedIndex,
    identity: run.identity,
    ...(directory === undefined ? {} : { directory }),
  };
  if (outcome === undefined) return { ...base, state: 'not-run', metrics: [] };
  const reason = failureOf(record, recorded, analysis?.choice);
  return {
    ...base,
    ...(reason === undefined ? { state: 'completed' } : { state: 'failed', failure: failureInWords(reason) }),
    attempt: outcome.attempt,
    // One that never began has no duration.
    ...(outcome.durationMs === 0 ? {} : { durationMs: outcome.durationMs }),
    startedAt: outcome.startedAt,
    metrics: outcome.metrics
      .filter(({ value }) => Number.isFinite(value))
      .map((metric) => runMetric(record, recorded, metric, analysis)),
  };
}

function runMetric(
  record: StudyRecord,
  recorded: RecordedRun,
  { name, value, source, trace, series }: MetricRecord,
  analysis: StudyAnalysis | undefined,
): RunMetric {
  const reported =
    analysis === undefined ? [] : [analysis.primary, ...analysis.exploratory].map(({ metric }) => metric);
  const select = analysis?.choice.select ?? { kind: 'last' };
  const selected =
    select.kind === 'best' && reported.includes(name) ? runValue(record, recorded, name, select) : undefined;
  const keepsSeries = reported.includes(name) || (select.kind === 'best' && select.by === name);
  return {
    metric: name,
    value,
    ...(selected?.ok === true ? { selectedValue: selected.value } : {}),
    source,
    trace,
    series: keepsSeries ? series.filter((point) => Number.isFinite(point.value)) : [],
  };
}
