import type { PlannedRun } from '../core/trial.js';
import type { RunRequest } from '../execution/executor.js';
import { runMatrix } from '../execution/run-matrix.js';
import type { FinishedRun } from '../store/finished-runs.js';
import { closeAttempt, openAttempt, recipeOf, seedConflict } from './attempt.js';
import { RunFollower } from './follow-runs.js';
import type { Bench } from './bench.js';

/** Runs everything of the plan that has no standing outcome, in the plan's order; equal runs only once. */
export async function runPending(bench: Bench, finished: Map<string, FinishedRun>): Promise<void> {
  const pending = new Map<string, PlannedRun>();
  for (const run of bench.plan.runs) if (!finished.has(run.identity)) pending.set(run.identity, run);
  for (const run of pending.values()) await failOnSeedConflict(bench, run, pending);

  using follower = new RunFollower(bench.observer);
  await runMatrix(requests(bench, pending), bench.slots, bench.executor, bench.signal, {
    started(request) {
      const { run, runDirectory } = request;
      follower.follow(request);
      bench.observer.onEvent({ type: 'run-started', at: new Date().toISOString(), run, directory: runDirectory });
    },
    async ended(request, outcome) {
      follower.leave(request);
      await closeAttempt(bench, request, outcome);
      finished.set(request.run.identity, { run: request.run, outcome });
    },
  });
}

/** Folders are made one by one, as slots become free. */
function* requests(bench: Bench, pending: ReadonlyMap<string, PlannedRun>): Generator<RunRequest> {
  for (const run of pending.values()) {
    const { edits } = recipeOf(bench, run);
    if (edits.ok) yield openAttempt(bench, run, edits.value);
  }
}

async function failOnSeedConflict(bench: Bench, run: PlannedRun, pending: Map<string, PlannedRun>): Promise<void> {
  const { edits } = recipeOf(bench, run);
  if (edits.ok) return;
  const request = openAttempt(bench, run, []);
  await closeAttempt(bench, request, seedConflict(edits.failure, request.attempt));
  pending.delete(run.identity);
}
