import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { CompletedOutcome, Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import type { RunObservation, RunRequest } from '../execution/executor.js';
import { readLogsAtStop } from '../execution/logs-at-stop.js';
import { logsUntilNow } from '../execution/metrics/log-extent.js';
import type { GivenSeries } from '../execution/metrics/metric-series.js';
import { runFiles } from '../execution/run-files.js';
import { runDirectoryName } from '../store/study-folder.js';
import { baselineEdits, recipeOf, requestFor } from './attempt.js';
import type { Bench } from './bench.js';
import { compareRepetitions, type Repeated } from './compare-repetitions.js';
import { measuredSeries } from './measured-series.js';
import { WatchForEnough } from './watch-for-enough.js';

/** A repetition of the baseline is never a second full training. */
export const REPETITION_LIMIT_MS = 60_000;
/** Runs up to this long are repeated in full ... */
const SHORT_MS = 30_000;
/** ... and longer ones for this part of their time, when they print a number in it that can be compared. */
const PART = 1 / 4;

/** In what a repetition differs from the run it repeats; the folder it is kept in is named after it. */
export interface Repetition extends Pick<RunRequest, 'ownCopies' | 'startup'> {
  readonly name: 'plain' | 'again' | 'forked';
  readonly observe: RunObservation;
  /** What the run that it repeats measured, as far as the repetition can measure the same. */
  readonly first: readonly GivenSeries[];
  /** After this long it is stopped, and what it measured until then counts. */
  readonly limitMs: number;
  /** From then on it is stopped as soon as something that it measured can be compared. Absent: never. */
  readonly enoughMs?: number;
}

/** How much of a run is repeated: a minute at most, and of one that is not much longer than that no more than it takes. */
export function extentOfRepetition(first: CompletedOutcome): Pick<Repetition, 'limitMs' | 'enoughMs'> {
  const limitMs = REPETITION_LIMIT_MS;
  return isShort(first) ? { limitMs } : { limitMs, enoughMs: Math.min(limitMs, PART * first.durationMs) };
}

/** Whether a run is repeated in full. */
export function isShort(first: CompletedOutcome): boolean {
  return first.durationMs <= SHORT_MS;
}

/** What a repetition came to. */
export interface RepeatedRun extends Repeated {
  readonly outcome: Outcome;
  /** Absolute. */
  readonly directory: string;
}

/** Runs the baseline once more at the seed of `run`; it is no attempt of the study. */
export async function repeatBaseline(
  bench: Bench,
  run: PlannedRun,
  { name, first, limitMs, enoughMs, ...how }: Repetition,
): Promise<RepeatedRun> {
  const directory = path.join(bench.folder.directory, 'reproducibility', name, path.basename(runDirectoryName(run)));
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const repetition: PlannedRun = { ...run, trialId: 'baseline-again' };
  const edits = baselineEdits(bench, run);
  const request = requestFor(bench, repetition, recipeOf(bench, run), edits, 1, directory, how.observe);
  // A time limit of the run itself: it may have to wait for its turn.
  const timeoutMs = Math.min(limitMs, request.timeoutMs ?? Infinity);
  const { names, patterns } = bench.subject.settings.metrics;
  using watch = new WatchForEnough(async () => {
    const series = await measuredSeries(directory, patterns, logsUntilNow(runFiles(directory)));
    return compareRepetitions(first, { series, extent: 'part' }, names).kind !== 'not-checked';
  });
  const started = (): void => {
    // On a cluster it would take its job along.
    if (enoughMs !== undefined && bench.queue === undefined) watch.beginAfter(enoughMs);
  };
  const signal = AbortSignal.any([bench.signal, watch.signal]);
  const outcome = await bench.slots.use((slot) =>
    bench.smokeExecutor.execute({ ...request, ...how, timeoutMs }, slot, signal, started),
  );
  if (!isStopped(outcome)) {
    return { outcome, directory, series: await measuredSeries(directory, patterns, 'ended'), extent: 'whole' };
  }
  const stop = readLogsAtStop(runFiles(directory));
  const series = stop === undefined ? [] : await measuredSeries(directory, patterns, stop);
  return { outcome, directory, series, extent: 'part' };
}

/** Whether it was stopped by us, after its part of the time. */
function isStopped(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && (outcome.reason.kind === 'timed-out' || outcome.reason.kind === 'cancelled');
}
