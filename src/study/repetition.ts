import type { PlannedRun } from '../core/trial.js';
import { unreachable } from '../core/unreachable.js';
import type { RunObservation, RunRequest } from '../execution/executor.js';
import { SMOKE_STEPS } from '../execution/smoke-run.js';
import { baselineEdits, recipeOf, requestFor } from './attempt.js';
import type { Bench } from './bench.js';

/** In what a repetition differs from the run it repeats; the folder it is kept in is named after it. */
export type Repetition =
  /** As the script runs without us: nobody watches it, so it gets copies of its own of what it would write into. */
  | { readonly name: 'plain'; readonly ownCopies: readonly string[] }
  | { readonly name: 'again' }
  | { readonly name: 'forked' };

/** What is executed in `directory`, an absolute path. After `limitMs` it is stopped. */
export function requestForRepetition(
  bench: Bench,
  run: PlannedRun,
  directory: string,
  repetition: Repetition,
  limitMs: number,
): RunRequest {
  const again: PlannedRun = { ...run, trialId: 'baseline-again' };
  const edits = baselineEdits(bench, run);
  const request = requestFor(bench, again, recipeOf(bench, run), edits, 1, directory, observationOf(repetition));
  // A time limit of the run itself: it may have to wait for its turn.
  const limited = { ...request, timeoutMs: Math.min(limitMs, request.timeoutMs ?? Infinity) };
  switch (repetition.name) {
    case 'plain':
      return { ...limited, ownCopies: repetition.ownCopies };
    case 'again':
      return limited;
    case 'forked':
      return { ...limited, startup: 'forked' };
    default:
      return unreachable(repetition);
  }
}

function observationOf({ name }: Repetition): RunObservation {
  switch (name) {
    case 'plain':
      return { kind: 'nothing' };
    case 'again':
      return { kind: 'steps' };
    case 'forked':
      return { kind: 'fingerprint', steps: SMOKE_STEPS };
    default:
      return unreachable(name);
  }
}
