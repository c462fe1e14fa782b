import type { KeptEvent } from '../core/event.js';
import type { Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';

/** A run that has an outcome. */
export interface FinishedRun {
  readonly run: PlannedRun;
  readonly outcome: Outcome;
}

/** What the log says of finished runs. */
export interface FoldedRuns {
  /** The latest outcome per identity. */
  readonly finished: Map<string, FinishedRun>;
  /** Runs that were kept as those of another trial or seed, as no start of a study writes it: they do not count. */
  readonly strangelyKept: readonly PlannedRun[];
}

/**
 * Folds the log into the latest outcome per identity. A later attempt wins over an earlier one, whichever was written down
 * first, and a finished run that a person kept counts under its new identity too: as a run of the same trial at the same seed.
 */
export function foldRuns(events: readonly KeptEvent[]): FoldedRuns {
  const finished = new Map<string, FinishedRun>();
  const strangelyKept: PlannedRun[] = [];
  for (const event of events) {
    if (event.type === 'run-ended') {
      if (!isOfEarlierAttempt(event, finished.get(event.run.identity)))
        finished.set(event.run.identity, { run: event.run, outcome: event.outcome });
    } else if (event.type === 'run-kept') {
      const former = finished.get(event.formerIdentity);
      if (former === undefined) continue;
      if (isSameRow(former.run, event.run)) finished.set(event.run.identity, former);
      else strangelyKept.push(event.run);
    }
  }
  return { finished, strangelyKept };
}

/** Those of `foldRuns` that finished. */
export function foldFinishedRuns(events: readonly KeptEvent[]): Map<string, FinishedRun> {
  return foldRuns(events).finished;
}

/** Of planned runs those whose result is of former sources, and counts because a person said so. */
export function keptRuns(runs: readonly PlannedRun[], finished: ReadonlyMap<string, FinishedRun>): PlannedRun[] {
  return runs.filter(({ identity }) => (finished.get(identity)?.run.identity ?? identity) !== identity);
}

/** One that came to an end after a later one had: of a process that no longer had the study. */
function isOfEarlierAttempt({ run, outcome }: FinishedRun, known: FinishedRun | undefined): boolean {
  return known?.run.identity === run.identity && outcome.attempt < known.outcome.attempt;
}

function isSameRow(one: PlannedRun, other: PlannedRun): boolean {
  return one.trialId === other.trialId && one.seedIndex === other.seedIndex;
}
