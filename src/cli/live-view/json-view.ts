import { encodeNonFinite } from '../../store/event-log.js';
import type { LiveStreams, LiveView } from './live-view.js';

/** `--json`: every event as one JSON line, non-finite numbers as in `events.jsonl`. */
export function createJsonView({ progress, events }: LiveStreams): LiveView {
  return {
    onPlan: () => undefined,
    onEvent: (event) => {
      events.write(`${JSON.stringify(event, encodeNonFinite)}\n`);
    },
    say: (message) => {
      progress.write(`${message}\n`);
    },
    stop: () => undefined,
  };
}
