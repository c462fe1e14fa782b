import type { Writable } from 'node:stream';
import type { Colors } from 'picocolors/types.js';
import { eventLine } from './event-line.js';
import type { LiveView } from './live-view.js';
import { initialProgress, nextProgress } from './progress.js';

/** For logs and pipes: one line per ended run and per note, as they come. */
export function createLineView(stream: Writable, colours: Colors): LiveView {
  let progress = initialProgress([], new Set());
  return {
    onPlan: ({ runs }, finished) => {
      progress = initialProgress(runs, finished);
    },
    onEvent: (event) => {
      progress = nextProgress(progress, event);
      const line = eventLine(event, progress, colours);
      if (line !== undefined) stream.write(`${line}\n`);
    },
    say: (message) => {
      stream.write(`${message}\n`);
    },
    stop: () => undefined,
  };
}
