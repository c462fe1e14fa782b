import type { Writable } from 'node:stream';
import type { StudyEvent } from '../../core/event.js';
import type { PlannedRun } from '../../core/trial.js';
import { unreachable } from '../../core/unreachable.js';
import type { Strictness } from '../../core/verdict.js';
import { coloursFor } from '../terminal/colours.js';
import { createJsonView } from './json-view.js';
import { createLineView } from './line-view.js';
import { createTableView } from './table-view.js';

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

/**
 * `progress`: a table redrawn in place on a terminal, else one line per judged variant, ended run and note.
 * `quiet`: nothing. `json`: every event as one JSON line.
 * `strictness` says whose runs are waited for.
 */
export function createLiveView(
  mode: 'progress' | 'quiet' | 'json',
  streams: LiveStreams,
  strictness: Strictness,
): LiveView {
  switch (mode) {
    case 'progress': {
      const { progress } = streams;
      const canRedraw = progress.isTTY === true && process.env.TERM !== 'dumb';
      return canRedraw
        ? createTableView(progress, coloursFor(progress), strictness)
        : createLineView(progress, coloursFor(progress), strictness);
    }
    case 'quiet':
      return quietView;
    case 'json':
      return createJsonView(streams);
    default:
      return unreachable(mode);
  }
}

const quietView: LiveView = {
  onPlan: () => undefined,
  onEvent: () => undefined,
  say: () => undefined,
  stop: () => undefined,
};
