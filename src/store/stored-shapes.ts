import type { KeptEvent } from '../core/event.js';
import type { MetricPoint } from '../core/metric.js';
import type { Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import type { VerdictKind } from '../core/verdict.js';

/** What stands in an attempt's `outcome.json`: enough to take it in without the event log. */
export interface StoredOutcome {
  readonly run: PlannedRun;
  /** Without series: those are in `series.jsonl` beside it. */
  readonly outcome: Outcome;
}

/**
 * Whether what was read back has the shape that was written: crashes, full disks and editors leave JSON
 * that parses and is something else. What does not fit counts as not there, and its run is run again.
 */
export function isStoredOutcome(value: unknown): value is StoredOutcome {
  return isObject(value) && isPlannedRun(value.run) && isOutcome(value.outcome);
}

/** See `isStoredOutcome`; this one is for a line of `events.jsonl`. */
export function isKeptEvent(value: unknown): value is KeptEvent {
  if (!isObject(value) || typeof value.at !== 'string') return false;
  switch (value.type) {
    case 'run-ended':
      return isStoredOutcome(value);
    case 'run-kept':
      return isPlannedRun(value.run) && typeof value.formerIdentity === 'string';
    case 'metric-chosen':
      return isObject(value.choice) && typeof value.choice.name === 'string';
    case 'variant-judged':
      return typeof value.trialId === 'string' && typeof value.variantKey === 'string' && isVerdict(value.verdict);
    case 'reproducibility-checked':
      return isObject(value.result) && typeof value.result.kind === 'string';
    default:
      return typeof value.type === 'string';
  }
}

/** See `isStoredOutcome`; this one is for a line of `series.jsonl`. */
export function isSeriesEntry(value: unknown): value is [string, MetricPoint[]] {
  if (!Array.isArray(value)) return false;
  const [name, points] = value as readonly unknown[];
  return typeof name === 'string' && isListOf(points, (point) => isObject(point) && typeof point.value === 'number');
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isPlannedRun(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value.trialId === 'string' &&
    typeof value.identity === 'string' &&
    Number.isInteger(value.seedIndex)
  );
}

function isOutcome(value: unknown): boolean {
  if (!isObject(value) || !Number.isInteger(value.attempt) || typeof value.durationMs !== 'number') return false;
  if (!isListOf(value.metrics, isMetric) || !isListOf(value.notes, isText) || !isListOf(value.readFiles, isObject))
    return false;
  if (value.kind === 'completed') return true;
  return value.kind === 'failed' && isObject(value.reason) && isListOf(value.logTail, isText);
}

const VERDICT_KINDS: readonly unknown[] = ['faithful', 'suspicious', 'rejected', 'unchecked'] satisfies VerdictKind[];

function isVerdict(value: unknown): boolean {
  if (!isObject(value) || !VERDICT_KINDS.includes(value.kind) || !isObject(value.confounds)) return false;
  return isListOf(value.reasons, isEvidence) && isListOf(value.notes, isEvidence);
}

function isEvidence(value: unknown): boolean {
  return isObject(value) && isText(value.message) && isText(value.severity) && isText(value.aspect);
}

function isMetric(value: unknown): boolean {
  return isObject(value) && typeof value.name === 'string' && typeof value.value === 'number';
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isItem(item));
}
