import { isFaultOfMachine } from '../core/fault-of-machine.js';
import { BASELINE_ID, type PlannedRun } from '../core/trial.js';
import type { RunObservation, RunRequest } from '../execution/executor.js';
import { runMatrix } from '../execution/run-matrix.js';
import { SMOKE_STEPS } from '../execution/smoke-run.js';
import type { FinishedRun } from '../store/finished-runs.js';
import { closeAttempt, openAttempt, recipeOf, seedConflict } from './attempt.js';
import type { Bench } from './bench.js';
import { RunFollower } from './follow-runs.js';
import type { ProvenVariants } from './prove-variants.js';
import { RunLine } from './run-line.js';
import { TrialProgress } from './trial-progress.js';
import { FirstStepsExecutor } from './watch-first-steps.js';

/** What became of the runs that were to be made. */
export interface PendingRunsEnd {
  /** Trials to be repaired: each crashed before any of its runs completed, and was not run further. */
  readonly crashed: ReadonlySet<string>;
  /** A trial that was held back has a result by now, so the rest of its runs is to be made. */
  readonly hasMore: boolean;
}

/**
 * Runs everything of the plan that has no standing outcome, in the plan's order; equal runs only once, for all trials
 * they belong to. Trials whose variant was rejected, before or by its first steps here, are left out, and so are those
 * of `repairable` from their first crash on, today's or an earlier one, unless one of their runs completed.
 */
export async function runPending(
  bench: Bench,
  finished: Map<string, FinishedRun>,
  variants: ProvenVariants,
  repairable: ReadonlySet<string>,
): Promise<PendingRunsEnd> {
  const { proofs } = variants;
  const trialsOf = trialsByIdentity(bench.plan.runs);
  const progress = new TrialProgress(repairable);
  const take = ({ identity }: PlannedRun, { outcome }: FinishedRun): void => {
    for (const trialId of trialsOf.get(identity) ?? []) progress.take(trialId, outcome);
  };
  const isBarred = ({ identity }: PlannedRun): boolean =>
    (trialsOf.get(identity) ?? []).every((trialId) => proofs.isBarred(trialId));
  const isLeftOut = ({ identity }: PlannedRun): boolean =>
    (trialsOf.get(identity) ?? []).every((trialId) => proofs.isBarred(trialId) || progress.isHeld(trialId));

  for (const run of bench.plan.runs) {
    const work = finished.get(run.identity);
    if (work !== undefined) take(run, work);
    else if (!isBarred(run)) await failOnSeedConflict(bench, run, finished);
  }
  const isPending = (run: PlannedRun): boolean => !finished.has(run.identity) && !proofs.isBarred(run.trialId);
  const pending = distinct(bench.plan.runs.filter(isPending));

  const executor = new FirstStepsExecutor(bench.executor, variants, isBarred);
  const line = new RunLine(pending);
  using follower = new RunFollower(bench.observer);
  await runMatrix(requests(bench, line, executor, isLeftOut), bench.slots, executor, bench.signal, {
    started(request) {
      const { run, runDirectory } = request;
      follower.follow(request);
      bench.observer.onEvent({ type: 'run-started', at: new Date().toISOString(), run, directory: runDirectory });
    },
    async ended(request, outcome) {
      const { run } = request;
      follower.leave(request);
      // What a rejected variant measured is no result, and never becomes one.
      if (isBarred(run)) return;
      // Where the machines of a cluster are to blame, the run is made again.
      const isMadeAgain = bench.queue !== undefined && isFaultOfMachine(outcome) && line.putBack(run);
      await closeAttempt(bench, request, outcome);
      if (isMadeAgain) return;
      finished.set(run.identity, { run, outcome });
      take(run, { run, outcome });
    },
  });
  return { crashed: progress.held(), hasMore: pending.some((run) => isPending(run) && !isLeftOut(run)) };
}

/** Folders are made one by one, as slots become free. */
function requests(
  bench: Bench,
  line: RunLine,
  executor: FirstStepsExecutor,
  isLeftOut: (run: PlannedRun) => boolean,
): Iterable<RunRequest> {
  const next = (): IteratorResult<RunRequest, undefined> => {
    for (let run = line.next(); run !== undefined; run = line.next()) {
      const { edits } = recipeOf(bench, run);
      if (!edits.ok || isLeftOut(run)) continue;
      const isWatched = executor.watches(run) || (bench.queue !== undefined && run.trialId === BASELINE_ID);
      const observe: RunObservation = isWatched ? { kind: 'fingerprint', steps: SMOKE_STEPS } : { kind: 'steps' };
      return { done: false, value: openAttempt(bench, run, edits.value, observe) };
    }
    return { done: true, value: undefined };
  };
  return { [Symbol.iterator]: () => ({ next }) };
}

async function failOnSeedConflict(bench: Bench, run: PlannedRun, finished: Map<string, FinishedRun>): Promise<void> {
  const { edits } = recipeOf(bench, run);
  if (edits.ok) return;
  const request = openAttempt(bench, run, [], { kind: 'steps' });
  const outcome = seedConflict(edits.failure, request.attempt);
  await closeAttempt(bench, request, outcome);
  finished.set(run.identity, { run, outcome });
}

/** Two trials can come to the same change: by other words, or by two models. */
function trialsByIdentity(runs: readonly PlannedRun[]): Map<string, string[]> {
  const trials = new Map<string, string[]>();
  for (const { identity, trialId } of runs) trials.set(identity, [...(trials.get(identity) ?? []), trialId]);
  return trials;
}

function distinct(runs: readonly PlannedRun[]): PlannedRun[] {
  const seen = new Set<string>();
  return runs.filter(({ identity }) => !seen.has(identity) && seen.add(identity));
}
