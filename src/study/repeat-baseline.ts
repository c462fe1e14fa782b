import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { MetricPattern } from '../core/metric.js';
import type { CompletedOutcome, Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import { readLogsAtStop } from '../execution/logs-at-stop.js';
import { logsUntilNow } from '../execution/metrics/logs-until.js';
import { measuredSeries, printedSeries } from '../execution/metrics/measured-series.js';
import type { GivenSeries } from '../execution/metrics/metric-series.js';
import { runFiles } from '../execution/run-files.js';
import { runDirectoryName } from '../store/study-folder.js';
import type { Bench } from './bench.js';
import { compareRepetitions, type Comparison, type Repeated } from './compare-repetitions.js';
import { requestForRepetition, type Repetition } from './repetition.js';
import { WatchForEnough } from './watch-for-enough.js';

/** A repetition of the baseline is never a second full training. */
export const REPETITION_LIMIT_MS = 60_000;
/** Runs up to this long are repeated in full ... */
const SHORT_MS = 30_000;
/** ... and longer ones for this part of their time, when they print a number in it that can be compared. */
const PART = 1 / 4;

/** When a repetition is stopped, unless it ends before; what it measured until then counts. */
export type RepetitionStop =
  | { readonly kind: 'after'; readonly limitMs: number }
  /** From `enoughMs` on, as soon as something that it measured can be compared. */
  | { readonly kind: 'when-enough'; readonly enoughMs: number; readonly limitMs: number };

/** How much of a run is repeated: a minute at most, and of one that is not much longer than that no more than it takes. */
export function stopOfRepetition(first: CompletedOutcome): RepetitionStop {
  const limitMs = REPETITION_LIMIT_MS;
  if (isShort(first)) return { kind: 'after', limitMs };
  return { kind: 'when-enough', enoughMs: Math.min(limitMs, PART * first.durationMs), limitMs };
}

/** Whether a run is repeated in full. */
export function isShort(first: CompletedOutcome): boolean {
  return first.durationMs <= SHORT_MS;
}

/** What a repetition came to. */
export interface RepeatedRun {
  readonly outcome: Outcome;
  /** Absolute. */
  readonly directory: string;
  readonly extent: Repeated['extent'];
  /** With the run that it repeats, of which it can measure the same. */
  readonly comparison: Comparison;
}

/** Runs the baseline once more at the seed of `run`, whose first attempt left `firstDirectory`; it is no attempt of the study. */
export async function repeatBaseline(
  bench: Bench,
  run: PlannedRun,
  firstDirectory: string,
  repetition: Repetition,
  stop: RepetitionStop,
): Promise<RepeatedRun> {
  const { name } = repetition;
  const directory = path.join(bench.folder.directory, 'reproducibility', name, path.basename(runDirectoryName(run)));
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const { names, patterns } = bench.subject.settings.metrics;
  const first = await comparableSeries(firstDirectory, repetition, patterns);
  using watch = new WatchForEnough(async () => {
    const series = await measuredSeries(directory, patterns, logsUntilNow(runFiles(directory)));
    return compareRepetitions(first, { series, extent: 'part' }, names).kind !== 'not-checked';
  });
  const started = (): void => {
    // On a cluster it would take its job along.
    if (stop.kind === 'when-enough' && bench.queue === undefined) watch.beginAfter(stop.enoughMs);
  };
  const signal = AbortSignal.any([bench.signal, watch.signal]);
  const request = requestForRepetition(bench, run, directory, repetition, stop.limitMs);
  const outcome = await bench.slots.use((slot) => bench.smokeExecutor.execute(request, slot, signal, started));
  const repeated = await measuredUntilStopped(directory, patterns, outcome);
  return { outcome, directory, extent: repeated.extent, comparison: compareRepetitions(first, repeated, names) };
}

/** Without a probe, numbers of loggers have no name to be taken from those that are printed. */
function comparableSeries(
  firstDirectory: string,
  { name }: Repetition,
  patterns: readonly MetricPattern[],
): Promise<GivenSeries[]> {
  return name === 'plain' ? printedSeries(firstDirectory, patterns) : measuredSeries(firstDirectory, patterns);
}

async function measuredUntilStopped(
  directory: string,
  patterns: readonly MetricPattern[],
  outcome: Outcome,
): Promise<Repeated> {
  if (!isStopped(outcome)) return { series: await measuredSeries(directory, patterns), extent: 'whole' };
  const stop = readLogsAtStop(runFiles(directory));
  return { series: stop === undefined ? [] : await measuredSeries(directory, patterns, stop), extent: 'part' };
}

/** Whether it was stopped before its end: by us after its part of the time, or by a limit or a person that came before. */
function isStopped(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && (outcome.reason.kind === 'timed-out' || outcome.reason.kind === 'cancelled');
}
