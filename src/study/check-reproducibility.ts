import path from 'node:path';
import type { BaselineGate, Reproducibility } from '../core/event.js';
import type { CompletedOutcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import { readProbeReport } from '../execution/probe/read-probe-report.js';
import { runFiles } from '../execution/run-files.js';
import { readWrittenFiles } from '../execution/written-files.js';
import { attemptDirectoryName } from '../store/study-folder.js';
import { baselineGate, noteGate } from './baseline-gate.js';
import type { Bench } from './bench.js';
import { repeatBaseline, stopOfRepetition, type RepeatedRun } from './repeat-baseline.js';
import type { Repetition } from './repetition.js';
import { repetitionFault } from './repetition-fault.js';

/**
 * Runs the script once more as it does without us, at the same seed: equal numbers show that the study measures
 * the user's own script and that a seed gives the same numbers again. Only after the baseline's first run, which
 * is watched and so shows whether the script would write into the project when nobody hinders it. Undefined where the
 * study ended before.
 */
export async function checkReproducibility(
  bench: Bench,
  run: PlannedRun,
  first: CompletedOutcome,
): Promise<Reproducibility | undefined> {
  const directory = path.join(bench.folder.directory, attemptDirectoryName(run, first.attempt));
  const written = readWrittenFiles(directory);
  const stop = stopOfRepetition(first);
  const repeat = (repetition: Repetition): Promise<RepeatedRun> =>
    repeatBaseline(bench, run, directory, repetition, stop);
  const { refusedWrites } = await readProbeReport(runFiles(directory).probeDirectory);
  const isHarmless = refusedWrites.length === 0 && written !== undefined;
  const plain = isHarmless ? await repeat({ name: 'plain', ownCopies: written.replaced }) : undefined;
  const plainly = plain && reproducibilityOf(plain);
  const again = plainly?.kind === 'identical' ? plainly : reproducibilityOf(await repeat({ name: 'again' }));
  if (bench.signal.aborted) return undefined;
  const gate: BaselineGate =
    plain === undefined || plainly === undefined
      ? { kind: 'not-checked', reason: wouldWrite(bench, refusedWrites) }
      : baselineGate(plainly, plain.extent, again, bench.subject.seedStrategy);
  bench.log.append({ type: 'reproducibility-checked', at: new Date().toISOString(), result: again, gate });
  noteReproducibility(bench, again);
  noteGate(bench, gate);
  return again;
}

/** How it ended comes before what it measured. */
function reproducibilityOf({ outcome, comparison }: RepeatedRun): Reproducibility {
  const fault = repetitionFault(outcome);
  if (fault !== undefined) return { kind: 'not-checked', reason: `it ${fault}` };
  return comparison.kind === 'other-extent' ? { kind: 'not-checked', reason: `it ${comparison.how}` } : comparison;
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
