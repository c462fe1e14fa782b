import type { KeptEvent } from '../core/event.js';
import type { Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';

/** A run that has an outcome. */
export interface FinishedRun {
  readonly run: PlannedRun;
  readonly outcome: Outcome;
}

/**
 * Folds the log into the latest outcome per identity. A later attempt wins over an earlier one,
 * and a finished run that a person kept counts under its new identity too.
 */
export function foldFinishedRuns(events: readonly KeptEvent[]): Map<string, FinishedRun> {
  const finished = new Map<string, FinishedRun>();
  for (const event of events) {
    if (event.type === 'run-ended') {
      finished.set(event.run.identity, { run: event.run, outcome: event.outcome });
    } else if (event.type === 'run-kept') {
      const former = finished.get(event.formerIdentity);
      if (former !== undefined) finished.set(event.run.identity, former);
    }
  }
  return finished;
}
