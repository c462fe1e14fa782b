import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Reproducibility } from '../core/event.js';
import { failureInWords } from '../core/failure-in-words.js';
import type { Edit } from '../core/edit.js';
import type { FailedOutcome, Outcome } from '../core/outcome.js';
import { BASELINE_ID, type PlannedRun } from '../core/trial.js';
import type { RunObservation } from '../execution/executor.js';
import type { Slot } from '../execution/slot.js';
import { SMOKE_STEPS } from '../execution/smoke-run.js';
import { baselineGate, noteGate } from './baseline-gate.js';
import { UserError } from '../core/user-error.js';
import { chooseMetric, resolveName } from '../reports/analysis/choose-metric.js';
import { readEvents } from '../store/event-log.js';
import type { FinishedRun } from '../store/finished-runs.js';
import { readSeries } from '../store/run-outcome.js';
import { attemptDirectoryName, runDirectoryName } from '../store/study-folder.js';
import type { Bench } from './bench.js';
import { RunFollower } from './follow-runs.js';
import { readRecord } from './read-record.js';
import { compareRepetitions } from './compare-repetitions.js';
import { closeAttempt, openAttempt, recipeOf, requestFor } from './attempt.js';

/** A repetition of the baseline is never a second full training: after this long it is stopped. */
const REPETITION_LIMIT_MS = 60_000;

/**
 * The baseline's first run, before any variant costs anything. Beside it the script runs once more as it does
 * without us, at the same seed: equal numbers show that the study measures the user's own script, and that a
 * seed gives the same numbers again. Throws a UserError where the baseline has no result.
 */
export async function runBaseline(bench: Bench, finished: Map<string, FinishedRun>): Promise<void> {
  const run = bench.plan.runs.find((planned) => planned.trialId === BASELINE_ID);
  if (run === undefined) throw new Error('Internal error: a plan without a baseline');
  const prior = finished.get(run.identity);
  const checked = readEvents(bench.folder.eventsFile).some((event) => event.type === 'reproducibility-checked');
  if (prior !== undefined && (checked || prior.outcome.kind === 'failed')) {
    await demandResult(bench, prior.outcome);
    return;
  }

  const [slot, secondSlot] = bench.slots;
  if (slot === undefined) throw new Error('Internal error: no slot');
  const ended = new AbortController();
  const beside = prior === undefined ? secondSlot : undefined;
  const plainBeside = beside === undefined ? undefined : repeatBaseline(bench, run, 'plain', beside, ended.signal);
  const outcome = prior?.outcome ?? (await executeFirst(bench, run, slot));
  finished.set(run.identity, { run, outcome });
  if (outcome.kind === 'failed') ended.abort();
  const isOver = outcome.kind === 'failed' || bench.signal.aborted;
  const plain = await (plainBeside ?? (isOver ? undefined : repeatBaseline(bench, run, 'plain', slot, ended.signal)));
  await demandResult(bench, outcome);
  if (bench.signal.aborted || plain === undefined) return;

  const directory = path.join(bench.folder.directory, attemptDirectoryName(run, outcome.attempt));
  const series = await readSeries(directory, outcome.metrics);
  const beyond = compareRepetitions(series, plain.metrics);
  const again =
    beyond.kind === 'identical'
      ? beyond
      : compareRepetitions(series, (await repeatBaseline(bench, run, 'again', slot, ended.signal)).metrics);
  if (isAborted(bench)) return;
  const gate = baselineGate(beyond, again, plain);
  bench.log.append({ type: 'reproducibility-checked', at: new Date().toISOString(), result: again, gate });
  noteReproducibility(bench, again);
  noteGate(bench, gate);
}

/** Asked anew: the signal changes while one waits. */
function isAborted({ signal }: Bench): boolean {
  return signal.aborted;
}

async function executeFirst(bench: Bench, run: PlannedRun, slot: Slot): Promise<Outcome> {
  const request = openAttempt(bench, run, editsOf(bench, run), { kind: 'fingerprint', steps: SMOKE_STEPS });
  bench.observer.onEvent({ type: 'run-started', at: new Date().toISOString(), run, directory: request.runDirectory });
  using follower = new RunFollower(bench.observer);
  follower.follow(request);
  const outcome = await bench.executor.execute(request, slot, bench.signal);
  follower.leave(request);
  await closeAttempt(bench, request, outcome);
  return outcome;
}

/** The baseline once more, without the probe or just as before; what it had measured where it was stopped. */
async function repeatBaseline(
  bench: Bench,
  run: PlannedRun,
  how: 'plain' | 'again',
  slot: Slot,
  ended: AbortSignal,
): Promise<Outcome> {
  const directory = path.join(bench.folder.directory, 'reproducibility', how, path.basename(runDirectoryName(run)));
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  const signal = AbortSignal.any([bench.signal, ended, AbortSignal.timeout(REPETITION_LIMIT_MS)]);
  const repetition: PlannedRun = { ...run, trialId: 'baseline-again' };
  const observe: RunObservation = how === 'plain' ? { kind: 'nothing' } : { kind: 'steps' };
  const request = requestFor(bench, repetition, recipeOf(bench, run), editsOf(bench, run), 1, directory, observe);
  return bench.executor.execute(request, slot, signal);
}

function editsOf(bench: Bench, run: PlannedRun): readonly Edit[] {
  const { edits } = recipeOf(bench, run);
  if (!edits.ok) throw new Error(`Internal error: the baseline conflicts with the seed layer at ${edits.failure}`);
  return edits.value;
}

/** Throws where the baseline has no result to compare with; else tells which metric the table will be about. */
async function demandResult(bench: Bench, outcome: Outcome): Promise<void> {
  if (outcome.kind === 'failed') {
    if (outcome.reason.kind === 'cancelled') return;
    throw new UserError(explainFailedBaseline(bench, outcome));
  }
  const record = await readRecord(bench.folder.directory, bench.subject.settings.metrics);
  const { names, select } = record.requestedMetrics;
  const wanted = select.kind === 'best' ? [...names, select.by] : names;
  const missing = wanted.filter((name) => !outcome.metrics.some((metric) => metric.name === resolveName(record, name)));
  if (missing.length > 0) {
    const candidates = outcome.metrics.map((metric) => `  ${metric.name} = ${metric.value}`);
    throw new UserError(
      `The baseline gave no metric "${missing.join('" and no "')}". It gave:\n${candidates.join('\n')}\n` +
        "Say one of these with --metric or --select, or point at the number: --metric 'acc=/accuracy: ([\\d.]+)/'.",
    );
  }
  const chosen = chooseMetric(record);
  if (chosen === undefined) return;
  bench.observer.onEvent({ type: 'metric-chosen', at: new Date().toISOString(), choice: chosen.choice });
}

function explainFailedBaseline(bench: Bench, outcome: FailedOutcome): string {
  const said =
    outcome.logTail.length === 0 ? '' : `\nIts last lines:\n${outcome.logTail.map((line) => `  ${line}`).join('\n')}`;
  return (
    `The baseline (your unmodified script) has no result: ${failureInWords(outcome.reason)}.\n` +
    `No variant was run. Command: ${bench.subject.command.join(' ')}${said}\n${[...outcome.notes, nextStep(outcome)].join('\n')}`
  );
}

function nextStep({ reason }: FailedOutcome): string {
  if (reason.kind === 'no-metric') {
    return 'Print one, for example `print("METRIC accuracy=0.91")`, or point at a number with --metric \'acc=/accuracy: ([\\d.]+)/\'.';
  }
  if (reason.kind === 'timed-out') {
    return 'Give it more time with --timeout 2h, or fewer epochs: `ablationmage run train.py -- --epochs 1`.';
  }
  return 'Make the script run by itself first, then run the same command again.';
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
