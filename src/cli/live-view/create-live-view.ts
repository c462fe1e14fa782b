import { unreachable } from '../../core/unreachable.js';
import type { Strictness } from '../../core/verdict.js';
import { coloursFor } from '../terminal/colours.js';
import { createJsonView } from './json-view.js';
import { createLineView } from './line-view.js';
import type { LiveStreams, LiveView } from './live-view.js';
import { createTableView } from './table-view.js';

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
