import type { PlannedRun } from '../core/trial.js';
import type { Execution, RunObservation } from '../execution/executor.js';
import type { Slot } from '../execution/slot.js';
import { baselineEdits, closeAttempt, openAttempt } from './attempt.js';
import type { Bench } from './bench.js';
import { RunFollower } from './follow-runs.js';

/** One run of the baseline outside the matrix, with all that a run of the study is. */
export async function executeBaseline(
  bench: Bench,
  run: PlannedRun,
  observe: RunObservation,
  slot: Slot,
): Promise<Execution> {
  const request = openAttempt(bench, run, baselineEdits(bench, run), observe);
  bench.observer.onEvent({ type: 'run-started', at: new Date().toISOString(), run, directory: request.runDirectory });
  using follower = new RunFollower(bench.observer);
  follower.follow(request);
  const outcome = await bench.executor.execute(request, slot, bench.signal);
  follower.leave(request);
  if (outcome !== 'left-running') await closeAttempt(bench, request, outcome);
  return outcome;
}
