import path from 'node:path';
import type { BaselineGate, Reproducibility } from '../core/event.js';
import type { CompletedOutcome, Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import type { GivenSeries } from '../execution/metrics/metric-series.js';
import { readProbeReport } from '../execution/probe/read-probe-report.js';
import { runFiles } from '../execution/run-files.js';
import { readWrittenFiles } from '../execution/written-files.js';
import { attemptDirectoryName } from '../store/study-folder.js';
import { baselineGate, noteGate } from './baseline-gate.js';
import type { Bench } from './bench.js';
import { compareRepetitions, differenceInExtent } from './compare-repetitions.js';
import { measuredSeries, printedSeries } from './measured-series.js';
import { extentOfRepetition, repeatBaseline, type RepeatedRun, type Repetition } from './repeat-baseline.js';
import { repetitionFault } from './repetition-fault.js';

const PLAIN = { name: 'plain', observe: { kind: 'nothing' }, startup: 'own-process' } as const;
const AGAIN = { ...PLAIN, name: 'again', observe: { kind: 'steps' } } as const;

/**
 * Runs the script once more as it does without us, at the same seed: equal numbers show that the study measures
 * the user's own script and that a seed gives the same numbers again. Only after the baseline's first run, which
 * is watched and so shows whether the script would write into the project when nobody hinders it.
 */
export async function checkReproducibility(bench: Bench, run: PlannedRun, first: CompletedOutcome): Promise<void> {
  const directory = path.join(bench.folder.directory, attemptDirectoryName(run, first.attempt));
  const written = readWrittenFiles(directory);
  const extent = extentOfRepetition(first);
  const { patterns, names } = bench.subject.settings.metrics;
  const repeat = async (
    measured: readonly GivenSeries[],
    repetition: Omit<Repetition, 'first' | keyof typeof extent>,
  ): Promise<{ readonly outcome: Outcome; readonly result: Reproducibility }> => {
    const repeated = await repeatBaseline(bench, run, { ...repetition, ...extent, first: measured });
    return { outcome: repeated.outcome, result: compare(measured, repeated, names) };
  };
  const { refusedWrites } = await readProbeReport(runFiles(directory).probeDirectory);
  const isHarmless = refusedWrites.length === 0 && written !== undefined;
  // Run by itself it has no probe, and without that numbers of loggers have no name to be taken from those that are printed.
  const plain = isHarmless
    ? await repeat(await printedSeries(directory, patterns), { ...PLAIN, ownCopies: written.replaced })
    : undefined;
  const again =
    plain?.result.kind === 'identical'
      ? plain.result
      : (await repeat(await measuredSeries(directory, patterns, 'ended'), AGAIN)).result;
  if (bench.signal.aborted) return;
  const gate: BaselineGate =
    plain === undefined
      ? { kind: 'not-checked', reason: wouldWrite(bench, refusedWrites) }
      : baselineGate(plain.result, again, plain.outcome, bench.subject.seedStrategy);
  bench.log.append({ type: 'reproducibility-checked', at: new Date().toISOString(), result: again, gate });
  noteReproducibility(bench, again);
  noteGate(bench, gate);
}

/** How it ended comes before what it measured. */
function compare(
  first: readonly GivenSeries[],
  { outcome, ...repeated }: RepeatedRun,
  asked: readonly string[],
): Reproducibility {
  const numbers = compareRepetitions(first, repeated, asked);
  const difference = repeated.extent === 'whole' ? differenceInExtent(first, repeated.series, asked) : undefined;
  const fault = repetitionFault(outcome) ?? (numbers.kind === 'identical' ? difference : undefined);
  return fault === undefined ? numbers : { kind: 'not-checked', reason: `it ${fault}` };
}

function wouldWrite({ subject }: Bench, files: readonly string[]): string {
  if (files.length === 0) return 'what it writes could not be noted';
  const names = files.map((file) => path.relative(subject.project.root, file));
  return `run by itself it would write into the project: ${names.join(', ')}`;
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
