import type { Writable } from 'node:stream';
import type { StudyEvent } from '../../core/event.js';
import type { PlannedRun } from '../../core/trial.js';

/** Shows a study while it runs. */
export interface LiveView {
  /** `finished`: identities of the runs that an earlier start of the study finished. */
  onPlan(plan: { readonly runs: readonly PlannedRun[] }, finished: ReadonlySet<string>): void;
  onEvent(event: StudyEvent): void;
  /** A sentence of the program itself, kept above the progress. */
  say(message: string): void;
  /** Leaves the terminal as it was: nothing half drawn, the cursor visible. */
  stop(): void;
}

/** A stream that, where it is a terminal, says so and tells its size as it is now. */
export type LiveStream = Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number };

export interface LiveStreams {
  /** For people. */
  readonly progress: LiveStream;
  /** For programs: `--json`. */
  readonly events: Writable;
}
