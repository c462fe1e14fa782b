import type { FailedOutcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import type { RunObservation, RunRequest } from '../execution/executor.js';
import { SMOKE_STEPS } from '../execution/smoke-run.js';
import type { ProvenVariants } from './prove-variants.js';
import { FirstStepsExecutor } from './watch-first-steps.js';
import { runMatrix } from '../execution/run-matrix.js';
import type { FinishedRun } from '../store/finished-runs.js';
import { closeAttempt, openAttempt, recipeOf, seedConflict } from './attempt.js';
import { RunFollower } from './follow-runs.js';
import type { Bench } from './bench.js';

/**
 * Runs everything of the plan that has no standing outcome, in the plan's order; equal runs only once. Trials
 * whose variant was rejected, before or by its first steps here, are left out. One of `repairable` that crashes
 * before any of its runs completed is not run further; gives those.
 */
export async function runPending(
  bench: Bench,
  finished: Map<string, FinishedRun>,
  variants: ProvenVariants,
  repairable: ReadonlySet<string>,
): Promise<Set<string>> {
  const completed = new Set<string>();
  const crashed = new Set<string>();
  for (const { run, outcome } of finished.values()) {
    if (outcome.kind === 'completed') completed.add(run.trialId);
  }
  const isHeld = (trialId: string): boolean => crashed.has(trialId) && !completed.has(trialId);
  const { proofs } = variants;
  const pending = new Map<string, PlannedRun>();
  for (const run of bench.plan.runs) {
    if (!finished.has(run.identity) && !proofs.isBarred(run.trialId)) pending.set(run.identity, run);
  }
  for (const run of pending.values()) await failOnSeedConflict(bench, run, pending);

  const executor = new FirstStepsExecutor(bench.executor, variants, bench.subject.settings.seedIndices[0] ?? 0);
  using follower = new RunFollower(bench.observer);
  await runMatrix(
    requests(bench, pending, executor, (id) => proofs.isBarred(id) || isHeld(id)),
    bench.slots,
    executor,
    bench.signal,
    {
      started(request) {
        const { run, runDirectory } = request;
        follower.follow(request);
        bench.observer.onEvent({ type: 'run-started', at: new Date().toISOString(), run, directory: runDirectory });
      },
      async ended(request, outcome) {
        follower.leave(request);
        // What a rejected variant measured is no result, and never becomes one.
        if (proofs.isBarred(request.run.trialId)) return;
        await closeAttempt(bench, request, outcome);
        finished.set(request.run.identity, { run: request.run, outcome });
        const { trialId } = request.run;
        if (outcome.kind === 'completed') completed.add(trialId);
        else if (isException(outcome) && repairable.has(trialId)) crashed.add(trialId);
      },
    },
  );
  return new Set([...crashed].filter(isHeld));
}

/** A Python exception; what ran out of time or memory, or diverged, is a result. */
function isException({ reason }: FailedOutcome): boolean {
  return reason.kind === 'crashed' && reason.exception !== undefined;
}

/** Folders are made one by one, as slots become free. */
function* requests(
  bench: Bench,
  pending: ReadonlyMap<string, PlannedRun>,
  executor: FirstStepsExecutor,
  isLeftOut: (trialId: string) => boolean,
): Generator<RunRequest> {
  for (const run of pending.values()) {
    const { edits } = recipeOf(bench, run);
    if (!edits.ok || isLeftOut(run.trialId)) continue;
    const observe: RunObservation = executor.watches(run)
      ? { kind: 'fingerprint', steps: SMOKE_STEPS }
      : { kind: 'steps' };
    yield openAttempt(bench, run, edits.value, observe);
  }
}

async function failOnSeedConflict(bench: Bench, run: PlannedRun, pending: Map<string, PlannedRun>): Promise<void> {
  const { edits } = recipeOf(bench, run);
  if (edits.ok) return;
  const request = openAttempt(bench, run, [], { kind: 'steps' });
  await closeAttempt(bench, request, seedConflict(edits.failure, request.attempt));
  pending.delete(run.identity);
}
