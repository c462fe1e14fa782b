import type { Writable } from 'node:stream';
import type { Colors } from 'picocolors/types.js';
import type { Strictness } from '../../core/verdict.js';
import { eventLine } from './event-line.js';
import type { LiveView } from './live-view.js';
import { initialProgress, nextProgress, withPlannedRuns } from './progress.js';

/** For logs and pipes: one line per judged variant, ended run and note, as they come. */
export function createLineView(stream: Writable, colours: Colors, strictness: Strictness): LiveView {
  let progress = initialProgress([], new Set(), strictness);
  return {
    onPlan: ({ runs }, finished) => {
      progress = withPlannedRuns(progress, runs, finished);
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
