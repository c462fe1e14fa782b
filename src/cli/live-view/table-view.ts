import type { Colors } from 'picocolors/types.js';
import stringWidth from 'string-width';
import type { StudyEvent } from '../../core/event.js';
import type { Strictness } from '../../core/verdict.js';
import { wrapText } from '../../reports/formats/wrap-text.js';
import { eventLine } from './event-line.js';
import type { LiveStream, LiveView } from './live-view.js';
import { initialProgress, nextProgress, withPlannedRuns } from './progress.js';
import { progressFrame } from './progress-frame.js';

const FRAME_INTERVAL_MS = 100;
/** Times left go down even when nothing happens. */
const CLOCK_INTERVAL_MS = 1000;
const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

/**
 * A table redrawn in place, at most ten times a second. Sentences go above it and stay. It starts
 * with the plan, once its library is loaded; until then sentences are plain lines.
 */
export function createTableView(stream: LiveStream, colours: Colors, strictness: Strictness): LiveView {
  let progress = initialProgress([], new Set(), strictness);
  let drawing: ReturnType<(typeof import('log-update'))['createLogUpdate']> | undefined;
  let isStopped = false;
  let nextFrame: NodeJS.Timeout | undefined;
  let clock: NodeJS.Timeout | undefined;
  let lastFrameMs = 0;

  const draw = () => {
    nextFrame = undefined;
    if (drawing === undefined || isStopped) return;
    lastFrameMs = Date.now();
    const size = { columns: stream.columns ?? USUAL_COLUMNS, rows: stream.rows ?? USUAL_ROWS };
    drawing(progressFrame(progress, lastFrameMs, size, colours).join('\n'));
  };
  const drawSoon = () => {
    nextFrame ??= setTimeout(draw, Math.max(0, lastFrameMs + FRAME_INTERVAL_MS - Date.now())).unref();
  };
  const start = async () => {
    const { createLogUpdate } = await import('log-update');
    drawing = createLogUpdate(stream);
    draw();
  };
  const say = (sentences: string) => {
    const message = sentences
      .split('\n')
      .flatMap((line) => fitted(line, stream.columns ?? USUAL_COLUMNS))
      .join('\n');
    if (drawing === undefined || isStopped) stream.write(`${message}\n`);
    else drawing.persist(message);
    // At once: above an empty place the sentence would make the table flicker.
    clearTimeout(nextFrame);
    draw();
  };

  return {
    onPlan: ({ runs }, finished) => {
      progress = withPlannedRuns(progress, runs, finished);
      if (clock !== undefined) {
        drawSoon();
        return;
      }
      clock = setInterval(drawSoon, CLOCK_INTERVAL_MS).unref();
      void start();
    },
    onEvent: (event) => {
      progress = nextProgress(progress, event);
      const line = isSaid(event) ? eventLine(event, progress, colours) : undefined;
      if (line === undefined) drawSoon();
      else say(line);
    },
    say,
    stop: () => {
      if (isStopped) return;
      isStopped = true;
      clearInterval(clock);
      clearTimeout(nextFrame);
      drawing?.clear();
      drawing?.done();
    },
  };
}

/** What fits stays as it is, with its indentation. */
function fitted(line: string, columns: number): string[] {
  return stringWidth(line) <= columns ? [line] : wrapText(line, columns);
}

/** What the table itself does not show, or only as a sign. */
function isSaid(event: StudyEvent): boolean {
  if (event.type === 'model-called' || event.type === 'variant-given-up' || event.type === 'hint-read') return true;
  return event.type === 'note-made' || (event.type === 'variant-judged' && event.verdict.kind !== 'faithful');
}
