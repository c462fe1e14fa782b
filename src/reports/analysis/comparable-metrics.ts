import type { MetricRecord } from '../../core/metric.js';
import type { Outcome } from '../../core/outcome.js';
import type { RecordedRun, StudyRecord } from '../../core/study-record.js';
import { BASELINE_ID } from '../../core/trial.js';

/**
 * The record without the metrics that a run shares with the baseline by name only. A name printed in two
 * places is told apart by a number (`loss`, `loss (2)`) in the order of appearance: a variant that skips
 * one of the places would pass the other off as it. So of every such family a run must show as many as
 * the baseline does, from the same sources; else none of them counts, and a run without a value fails by name.
 */
export function withComparableMetrics(record: StudyRecord): StudyRecord {
  const reference = record.runs.find(({ run, outcome }) => run.trialId === BASELINE_ID && outcome?.kind === 'completed')
    ?.outcome?.metrics;
  if (reference === undefined) return record;
  return { ...record, runs: record.runs.map((run) => withComparable(run, reference)) };
}

/** Names in a run that are not comparable with the baseline's, for a warning. */
export function incomparableNames(record: StudyRecord, comparable: StudyRecord): string[] {
  const names = record.runs.flatMap(({ outcome }, index) => {
    const kept = new Set(comparable.runs[index]?.outcome?.metrics.map(({ name }) => name));
    return (outcome?.metrics ?? []).map(({ name }) => name).filter((name) => !kept.has(name));
  });
  return [...new Set(names)];
}

function withComparable(recorded: RecordedRun, reference: readonly MetricRecord[]): RecordedRun {
  const { outcome } = recorded;
  if (outcome === undefined) return recorded;
  const metrics = outcome.metrics.filter((metric) => isComparable(metric, outcome.metrics, reference));
  return metrics.length === outcome.metrics.length ? recorded : { ...recorded, outcome: withMetrics(outcome, metrics) };
}

function withMetrics(outcome: Outcome, metrics: readonly MetricRecord[]): Outcome {
  return { ...outcome, metrics };
}

function isComparable(metric: MetricRecord, own: readonly MetricRecord[], reference: readonly MetricRecord[]): boolean {
  const family = familyOf(metric.name);
  const [ownFamily, referenceFamily] = [own, reference].map((metrics) =>
    metrics.filter((member) => familyOf(member.name) === family),
  );
  if (ownFamily === undefined || referenceFamily === undefined || referenceFamily.length === 0) return true;
  if (ownFamily.length === 1 && referenceFamily.length === 1)
    return ownFamily[0]?.source === referenceFamily[0]?.source;
  const sources = (members: readonly MetricRecord[]) =>
    members.map(({ name, source }) => `${name}\n${source}`).join('\n\n');
  return sources(ownFamily) === sources(referenceFamily);
}

/** `loss (2)` and `loss (printed)` are of the family `loss`. */
function familyOf(name: string): string {
  return name.replace(/ \([\w-]+\)( \(\d+\))?$/, '');
}
