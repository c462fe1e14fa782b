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
 * and a finished run that a person kept counts under its new identity too: as a run of the same trial at the same seed.
 */
export function foldFinishedRuns(events: readonly KeptEvent[]): Map<string, FinishedRun> {
  const finished = new Map<string, FinishedRun>();
  for (const event of events) {
    if (event.type === 'run-ended') {
      finished.set(event.run.identity, { run: event.run, outcome: event.outcome });
    } else if (event.type === 'run-kept') {
      const former = finished.get(event.formerIdentity);
      if (former !== undefined && isSameRow(former.run, event.run)) finished.set(event.run.identity, former);
    }
  }
  return finished;
}

/** Of planned runs those whose result is of former sources, and counts because a person said so. */
export function keptRuns(runs: readonly PlannedRun[], finished: ReadonlyMap<string, FinishedRun>): PlannedRun[] {
  return runs.filter(({ identity }) => (finished.get(identity)?.run.identity ?? identity) !== identity);
}

/** Runs that were kept as those of another trial or seed, as no start of a study writes it. */
export function strangelyKept(events: readonly KeptEvent[]): PlannedRun[] {
  const ended = new Map<string, PlannedRun>();
  return events.flatMap((event) => {
    if (event.type === 'run-ended') ended.set(event.run.identity, event.run);
    if (event.type !== 'run-kept') return [];
    const former = ended.get(event.formerIdentity);
    if (former === undefined) return [];
    if (!isSameRow(former, event.run)) return [event.run];
    ended.set(event.run.identity, former);
    return [];
  });
}

function isSameRow(one: PlannedRun, other: PlannedRun): boolean {
  return one.trialId === other.trialId && one.seedIndex === other.seedIndex;
}
