import path from 'node:path';
import type { BaselineGate, Reproducibility } from '../core/event.js';
import type { MetricRecord } from '../core/metric.js';
import type { CompletedOutcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import { collectMetrics, logsOf } from '../execution/metrics/collect-metrics.js';
import { readProbeReport } from '../execution/probe/read-probe-report.js';
import { runFiles } from '../execution/run-files.js';
import { readWrittenFiles } from '../execution/written-files.js';
import { readSeries } from '../store/run-outcome.js';
import { attemptDirectoryName } from '../store/study-folder.js';
import { baselineGate, noteGate } from './baseline-gate.js';
import type { Bench } from './bench.js';
import { compareRepetitions, differenceInExtent } from './compare-repetitions.js';
import { extentOfRepetition, isStopped, repeatBaseline, type Repeated, type Repetition } from './repeat-baseline.js';
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
  const repeat = (repetition: Omit<Repetition, keyof typeof extent>): Promise<Repeated> =>
    repeatBaseline(bench, run, { ...repetition, ...extent });
  const { refusedWrites } = await readProbeReport(runFiles(directory).probeDirectory);
  const isHarmless = refusedWrites.length === 0 && written !== undefined;
  const plain = isHarmless ? await repeat({ ...PLAIN, ownCopies: written.replaced }) : undefined;
  const beyond = plain && compare(await printedMetrics(bench, directory), plain);
  const again =
    beyond?.kind === 'identical' ? beyond : compare(readSeries(directory, first.metrics), await repeat(AGAIN));
  if (bench.signal.aborted) return;
  const gate: BaselineGate =
    plain === undefined || beyond === undefined
      ? { kind: 'not-checked', reason: wouldWrite(bench, refusedWrites) }
      : baselineGate(beyond, again, plain.outcome, bench.subject.seedStrategy);
  bench.log.append({ type: 'reproducibility-checked', at: new Date().toISOString(), result: again, gate });
  noteReproducibility(bench, again);
  noteGate(bench, gate);
}

/** How it ended comes before what it measured. */
function compare(first: readonly MetricRecord[], { outcome, metrics }: Repeated): Reproducibility {
  const numbers = compareRepetitions(first, metrics);
  const difference = isStopped(outcome) ? undefined : differenceInExtent(first, metrics);
  const fault = repetitionFault(outcome) ?? (numbers.kind === 'identical' ? difference : undefined);
  return fault === undefined ? numbers : { kind: 'not-checked', reason: `it ${fault}` };
}

/** Without the probe, numbers of loggers have no name to be taken from those that are printed. */
function printedMetrics({ subject }: Bench, directory: string): Promise<MetricRecord[]> {
  return collectMetrics({
    ...logsOf(runFiles(directory)),
    probeMetrics: [],
    patterns: subject.settings.metrics.patterns,
  });
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
