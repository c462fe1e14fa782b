import type { KeptEvent } from '../core/event.js';
import { METRIC_SOURCES, type MetricPoint } from '../core/metric.js';
import type { FailureReason, Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import type { VerdictKind } from '../core/verdict.js';
import { isSafeId } from './safe-id.js';

/** What stands in an attempt's `outcome.json`: enough to take it in without the event log. */
export interface StoredOutcome {
  readonly run: PlannedRun;
  /** Without series of several values: those are in `series.jsonl` beside it. */
  readonly outcome: Outcome;
}

/**
 * Whether what was read back has the shape that was written: crashes, full disks and editors leave JSON
 * that parses and is something else. What does not fit counts as not there, and its run is run again.
 */
export function isStoredOutcome(value: unknown): value is StoredOutcome {
  return isObject(value) && isSafeRun(value.run) && isOutcome(value.outcome);
}

type Shape = (event: Readonly<Record<string, unknown>>) => boolean;

const EVENT_SHAPES: Readonly<Record<KeptEvent['type'], Shape>> = {
  'study-started': ({ script, toolVersion, threadsPerRun }) =>
    isText(script) && isText(toolVersion) && isAmount(threadsPerRun),
  'study-planned': ({ trials, runs }) => isAmount(trials) && isAmount(runs),
  'hint-read': ({ hintKey, trials }) => isText(hintKey) && isListOf(trials, isHintTrial),
  'model-called': ({ purpose, modelId, usage, costUsd = 0 }) =>
    isText(purpose) && isText(modelId) && isUsage(usage) && isAmount(costUsd),
  'variant-given-up': ({ trialId, hash, reason }) => isText(trialId) && isText(hash) && isText(reason),
  'commentary-written': ({ modelId, droppedSentences }) => isText(modelId) && isAmount(droppedSentences),
  'metric-chosen': ({ choice }) => isObject(choice) && isText(choice.name),
  'reproducibility-checked': ({ result }) => isObject(result) && isText(result.kind),
  'forking-decided': ({ key, use }) => isText(key) && isObject(use) && isText(use.kind),
  'variant-judged': ({ trialId, variantKey, verdict }) => isText(trialId) && isText(variantKey) && isVerdict(verdict),
  'run-ended': (event) => isStoredOutcome(event),
  'run-kept': ({ run, formerIdentity, changes = [] }) =>
    isSafeRun(run) && isText(formerIdentity) && isListOf(changes, isText),
  'study-ended': ({ how }) => how === 'finished' || how === 'interrupted' || how === 'left-running',
};

/** See `isStoredOutcome`; this one is for a line of `events.jsonl`. */
export function isKeptEvent(value: unknown): value is KeptEvent {
  if (!isEvent(value)) return false;
  return isKnownType(value.type) && EVENT_SHAPES[value.type](value);
}

/** An event of a type that this version does not know: another version wrote it. */
export function isForeignEvent(value: unknown): boolean {
  return isEvent(value) && !isKnownType(value.type);
}

function isEvent(value: unknown): value is Readonly<Record<string, unknown>> & { readonly type: string } {
  return isObject(value) && isTime(value.at) && isText(value.type);
}

function isKnownType(type: string): type is KeptEvent['type'] {
  return Object.hasOwn(EVENT_SHAPES, type);
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

/** A run whose folder lies in the study's. */
function isSafeRun(value: unknown): boolean {
  return isPlannedRun(value) && isSafeId(value.trialId) && isSafeId(value.identity);
}

export function isPlannedRun(value: unknown): value is PlannedRun {
  return (
    isObject(value) &&
    typeof value.trialId === 'string' &&
    typeof value.identity === 'string' &&
    Number.isInteger(value.seedIndex)
  );
}

function isOutcome(value: unknown): boolean {
  if (!isObject(value) || !Number.isInteger(value.attempt) || !isAmount(value.durationMs)) return false;
  if (!isTime(value.startedAt) || !isListOf(value.metrics, isMetric)) return false;
  if (!isListOf(value.notes, isText) || !isListOf(value.readFiles, isObject)) return false;
  if (value.kind === 'completed') return true;
  return value.kind === 'failed' && isReason(value.reason) && isListOf(value.logTail, isText);
}

const REASONS = {
  crashed: true,
  'timed-out': true,
  'out-of-memory': true,
  diverged: true,
  'no-metric': true,
  'no-value': true,
  'edit-not-loaded': true,
  'probe-silent': true,
  'shared-output': true,
  'wrote-to-project': true,
  'seed-conflict': true,
  'could-not-start': true,
  cancelled: true,
  lost: true,
} satisfies Readonly<Record<FailureReason['kind'], true>>;

function isReason(value: unknown): boolean {
  return isObject(value) && typeof value.kind === 'string' && Object.hasOwn(REASONS, value.kind);
}

const VERDICT_KINDS: readonly unknown[] = ['faithful', 'suspicious', 'rejected', 'unchecked'] satisfies VerdictKind[];

function isVerdict(value: unknown): boolean {
  if (!isObject(value) || !VERDICT_KINDS.includes(value.kind) || !isObject(value.confounds)) return false;
  return isListOf(value.reasons, isEvidence) && isListOf(value.notes, isEvidence);
}

function isEvidence(value: unknown): boolean {
  return isObject(value) && isText(value.message) && isText(value.severity) && isText(value.aspect);
}

const SOURCES: readonly unknown[] = METRIC_SOURCES;

function isMetric(value: unknown): boolean {
  if (!isObject(value) || !isText(value.name) || !isText(value.trace)) return false;
  return typeof value.value === 'number' && SOURCES.includes(value.source);
}

function isHintTrial(value: unknown): boolean {
  if (!isObject(value) || !isListOf(value.changes, isObject)) return false;
  return [value.id, value.title, value.change, value.instruction, value.expectation].every((part) => isText(part));
}

function isUsage(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = value;
  return [inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens].every((tokens) => isAmount(tokens));
}

/** A time, a size, a count: nothing that has these is less than nothing. */
function isAmount(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** ISO 8601. */
function isTime(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every((item) => isItem(item));
}
