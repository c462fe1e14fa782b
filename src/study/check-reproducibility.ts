import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { BaselineGate, Reproducibility } from '../core/event.js';
import type { CompletedOutcome, Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import type { RunObservation } from '../execution/executor.js';
import { readProbeReport } from '../execution/probe/read-probe-report.js';
import { runFiles } from '../execution/run-files.js';
import { readWrittenFiles } from '../execution/written-files.js';
import type { Slot } from '../execution/slot.js';
import { readSeries } from '../store/run-outcome.js';
import { attemptDirectoryName, runDirectoryName } from '../store/study-folder.js';
import { baselineEdits, recipeOf, requestFor } from './attempt.js';
import { baselineGate, noteGate } from './baseline-gate.js';
import type { Bench } from './bench.js';
import { compareRepetitions } from './compare-repetitions.js';

/** A repetition of the baseline is never a second full training: after this long it is stopped. */
const REPETITION_LIMIT_MS = 60_000;

/**
 * Runs the script once more as it does without us, at the same seed: equal numbers show that the study measures
 * the user's own script and that a seed gives the same numbers again. Only after the baseline's first run, which
 * is watched and so shows whether the script would write into the project when nobody hinders it.
 */
export async function checkReproducibility(
  bench: Bench,
  run: PlannedRun,
  first: CompletedOutcome,
  slot: Slot,
): Promise<void> {
  const directory = path.join(bench.folder.directory, attemptDirectoryName(run, first.attempt));
  const series = readSeries(directory, first.metrics);
  const written = readWrittenFiles(directory);
  const repeat = async (how: 'plain' | 'again'): Promise<Outcome> =>
    repeatBaseline(bench, run, how, written?.replaced ?? [], slot);
  const { refusedWrites } = await readProbeReport(runFiles(directory).probeDirectory);
  const isHarmless = refusedWrites.length === 0 && written !== undefined;
  const plain = isHarmless ? await repeat('plain') : undefined;
  const beyond = plain && compareRepetitions(series, plain.metrics);
  const again = beyond?.kind === 'identical' ? beyond : compareRepetitions(series, (await repeat('again')).metrics);
  if (bench.signal.aborted) return;
  const gate: BaselineGate =
    plain === undefined || beyond === undefined
      ? { kind: 'not-checked', reason: wouldWrite(bench, refusedWrites) }
      : baselineGate(beyond, again, plain, bench.subject.seedStrategy);
  bench.log.append({ type: 'reproducibility-checked', at: new Date().toISOString(), result: again, gate });
  noteReproducibility(bench, again);
  noteGate(bench, gate);
}

function wouldWrite({ subject }: Bench, files: readonly string[]): string {
  if (files.length === 0) return 'what it writes could not be noted';
  const names = files.map((file) => path.relative(subject.project.root, file));
  return `run by itself it would write into the project: ${names.join(', ')}`;
}

/** The baseline once more, without the probe or just as before; what it had measured where it was stopped. */
async function repeatBaseline(
  bench: Bench,
  run: PlannedRun,
  how: 'plain' | 'again',
  ownCopies: readonly string[],
  slot: Slot,
): Promise<Outcome> {
  const directory = path.join(bench.folder.directory, 'reproducibility', how, path.basename(runDirectoryName(run)));
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const signal = AbortSignal.any([bench.signal, AbortSignal.timeout(REPETITION_LIMIT_MS)]);
  const repetition: PlannedRun = { ...run, trialId: 'baseline-again' };
  const observe: RunObservation = how === 'plain' ? { kind: 'nothing' } : { kind: 'steps' };
  const recipe = recipeOf(bench, run);
  const request = requestFor(bench, repetition, recipe, baselineEdits(bench, run), 1, directory, observe);
  return bench.executor.execute({ ...request, ownCopies: how === 'plain' ? ownCopies : [] }, slot, signal);
}

function noteReproducibility(bench: Bench, result: Reproducibility): void {
  if (result.kind === 'identical') return;
  const message =
    result.kind === 'differs'
      ? `The same seed gives different numbers (by up to ${Math.max(...Object.values(result.tolerance)).toPrecision(2)}): ` +
        'differences of that size mean nothing.'
      : `Whether the same seed gives the same numbers was not checked: ${result.reason}.`;
  bench.observer.onEvent({ type: 'note-made', at: new Date().toISOString(), severity: 'warning', message });
}
