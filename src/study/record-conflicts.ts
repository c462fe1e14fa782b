import type { KeptEvent } from '../core/event.js';
import type { MetricRecord } from '../core/metric.js';
import type { Outcome } from '../core/outcome.js';
import type { RecordedRun } from '../core/study-record.js';
import type { EventLogContent } from '../store/event-log.js';
import type { PlannedRun } from '../core/trial.js';
import type { FinishedRun, FoldedRuns } from '../store/finished-runs.js';
import type { StoredOutcome } from '../store/stored-shapes.js';

/** What a study's folder says in two ways, or no longer says at all; whole sentences. */
export interface RecordConflicts {
  /** Numbers that cannot both be true. */
  readonly alarms: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Compares the event log with what every run keeps of itself. Who edits one of them, by hand or with a program, makes a
 * table that is wrong and looks right. Who edits all of them is not found out: nothing is signed. `changedLogs`: sentences
 * without their end, of logs that were read again.
 */
export function findConflicts(
  runs: readonly RecordedRun[],
  { finished, strangelyKept }: FoldedRuns,
  stored: Iterable<StoredOutcome>,
  log: EventLogContent,
  changedLogs: readonly string[],
): RecordConflicts {
  const counted = new Map(
    runs.flatMap(({ run, outcome }) => {
      const work = finished.get(run.identity);
      return work === undefined || outcome === undefined ? [] : [[keyOf(work), { work, outcome }] as const];
    }),
  );
  const awaited = new Set(runs.filter(({ outcome }) => outcome === undefined).map(({ run }) => run.identity));
  // One at a time: those of thousands of runs take much memory.
  const kept = new Map<string, string | undefined>();
  const unlogged: string[] = [];
  for (const entry of stored) {
    const work = counted.get(keyOf(entry))?.work;
    if (work !== undefined) kept.set(keyOf(entry), contradiction(work.outcome, entry.outcome));
    if (awaited.has(entry.run.identity)) unlogged.push(nameOf(entry));
  }
  const ofOutcomes = [...counted].flatMap(([key, { work, outcome }]) => {
    const what = kept.get(key) ?? brokenSeries(outcome.metrics);
    return what === undefined ? [] : [`${nameOf(work)} ${what}`];
  });
  const contradictions = [...ofOutcomes, ...changedLogs];
  const gone = [...counted].filter(([key, { work }]) => work.outcome.kind === 'completed' && !kept.has(key));
  return {
    alarms: [
      ...(contradictions.length === 0 ? [] : [disagreement(contradictions)]),
      ...wronglyKept(strangelyKept),
      ...strangeLines(log),
    ],
    warnings: [
      ...(gone.length === 0 ? [] : [goneFolders(gone.map(([, { work }]) => nameOf(work)))]),
      ...(unlogged.length === 0 || !isWhole(log.events) ? [] : [lostEvents(unlogged)]),
    ],
  };
}

function disagreement(contradictions: readonly string[]): string {
  return (
    `The study's files contradict each other: ${listed(contradictions, '; ')}. ` +
    'Something was changed after the runs: believe none of these numbers before you know what.'
  );
}

function wronglyKept(runs: readonly PlannedRun[]): string[] {
  if (runs.length === 0) return [];
  const names = [...new Set(runs.map(({ trialId, seedIndex }) => `${trialId} at seed ${seedIndex}`))];
  return [
    `events.jsonl keeps a result of another trial or seed as that of ${listed(names)}: it does not count. ` +
      'No start of a study writes that: something was changed after the runs.',
  ];
}

function strangeLines({ strangeLines: lines }: EventLogContent): string[] {
  if (lines.length === 0) return [];
  return [
    `Line ${listed(lines.map(String))} of events.jsonl is nothing that a study writes there and was passed over: ` +
      'something else has written into the log.',
  ];
}

function goneFolders(names: readonly string[]): string {
  return (
    `Of ${listed(names)} only the line in events.jsonl is left, the folder in runs/ is gone or damaged: the numbers cannot be compared ` +
    'with what the run wrote, and there are no curves.'
  );
}

function lostEvents(names: readonly string[]): string {
  return (
    `${listed(names)} ended, and events.jsonl does not have it: it is missing in this report. ` +
    'The command that ran the study takes it in, without running it again.'
  );
}

/** A log that was not cut off by a crash: a run that is in its folder should be in it too. */
function isWhole(events: readonly KeptEvent[]): boolean {
  return events.findLast(({ type }) => type === 'study-started' || type === 'study-ended')?.type === 'study-ended';
}

/** In the words that follow the run's name; undefined where both say the same. */
function contradiction(logged: Outcome, own: Outcome): string | undefined {
  if (logged.kind !== own.kind) return `${logged.kind} says events.jsonl, and ${own.kind} its outcome.json`;
  const values = new Map(own.metrics.map(({ name, value }) => [name, value]));
  for (const { name, value } of logged.metrics) {
    const other = values.get(name);
    if (other === undefined) return `has ${name} in events.jsonl, and not in its outcome.json`;
    if (!Object.is(other, value)) return `has ${name} ${value} in events.jsonl, and ${other} in its outcome.json`;
  }
  const missing = own.metrics.find(({ name }) => !logged.metrics.some((metric) => metric.name === name));
  return missing === undefined ? undefined : `has ${missing.name} in its outcome.json, and not in events.jsonl`;
}

/** A series always ends with the value. */
function brokenSeries(metrics: readonly MetricRecord[]): string | undefined {
  const broken = metrics.find(({ series, value }) => !Object.is(series.at(-1)?.value, value));
  if (broken === undefined) return undefined;
  const { name, series, value } = broken;
  return `has ${name} ${value} in events.jsonl, and ${series.at(-1)?.value} at the end of its series.jsonl`;
}

function keyOf({ run, outcome }: StoredOutcome | FinishedRun): string {
  return `${run.identity} ${outcome.attempt}`;
}

function nameOf({ run }: StoredOutcome | FinishedRun): string {
  return `${run.trialId} at seed ${run.seedIndex}`;
}

const MOST_NAMED = 3;

function listed(items: readonly string[], separator = ', '): string {
  const more = items.length - MOST_NAMED;
  return more > 0 ? `${items.slice(0, MOST_NAMED).join(separator)} and ${more} more` : items.join(separator);
}
