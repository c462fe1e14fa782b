import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createLiveView } from '../../../../src/cli/live-view/create-live-view.js';
import type { PlannedRun } from '../../../../src/core/trial.js';
import { rateChanged, verdict } from '../../reports/sample-checks.js';
import { completed, failed, judged, metricChosen, plannedRuns, progressed, started, warned } from './study-events.js';
import { TerminalScreen } from './terminal-screen.js';

class Collected extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

const runs = plannedRuns(['baseline', 'conv2'], 2);
const [baseline0, conv0] = runs as [PlannedRun, PlannedRun];
const events = [
  started(baseline0, 0),
  progressed(baseline0, 'accuracy', 0.9),
  completed(baseline0, 12, { accuracy: 0.97123 }),
  warned('weights.pt was there\nbefore'),
  started(conv0, 0),
  failed(conv0, 3, { kind: 'timed-out', limitMs: 3000 }),
];

function streams(progress: Writable = new Collected()) {
  return { progress, events: new Collected() };
}

test('not on a terminal: one line per ended run and note', () => {
  const target = { progress: new Collected(), events: new Collected() };
  const view = createLiveView('progress', target, 'lenient');
  view.onPlan({ runs }, new Set());
  view.say('reading train.py');
  for (const event of events) view.onEvent(event);
  view.stop();
  expect(target.progress.text).toBe(
    [
      'reading train.py',
      '[1/4] baseline, seed 0: accuracy 0.9712 (12 s)',
      'warning: weights.pt was there before',
      '[2/4] conv2, seed 0: failed: timed out after 3 s (3.0 s)',
      '',
    ].join('\n'),
  );
});

test('not on a terminal: a line per judged variant, and no run of a rejected one is counted', () => {
  const target = { progress: new Collected(), events: new Collected() };
  const view = createLiveView('progress', target, 'lenient');
  view.onPlan({ runs: plannedRuns(['baseline', 'conv2', 'bn', 'fc', 'pool'], 1) }, new Set());
  for (const event of [
    judged('conv2', verdict('rejected', [rateChanged])),
    judged('bn', verdict('suspicious', [rateChanged, { ...rateChanged, message: 'x', place: 'a.py:1' }, rateChanged])),
    judged('fc', verdict('unchecked', [{ ...rateChanged, message: 'no step within 60 s\u001b[2J' }])),
    judged('pool', verdict('faithful', [])),
    completed(baseline0, 12, { accuracy: 0.97123 }),
  ]) {
    view.onEvent(event);
  }
  expect(target.progress.text).toBe(
    [
      'conv2 rejected: lr is 0.01 where the baseline has 0.001 (train.py:44)',
      'bn suspicious: lr is 0.01 where the baseline has 0.001 (train.py:44); x (a.py:1); and 1 more',
      'fc unchecked: no step within 60 s (train.py:44)',
      'pool: faithful',
      '[1/4] baseline, seed 0: accuracy 0.9712 (12 s)',
      '',
    ].join('\n'),
  );
});

test('quiet: nothing at all', () => {
  const target = { progress: new Collected(), events: new Collected() };
  const view = createLiveView('quiet', target, 'lenient');
  view.onPlan({ runs }, new Set());
  view.say('hello');
  for (const event of events) view.onEvent(event);
  view.stop();
  expect(target.progress.text + target.events.text).toBe('');
});

test('json: every event is a line, non-finite numbers included', () => {
  const target = streams();
  const view = createLiveView('json', target, 'lenient');
  view.onPlan({ runs }, new Set());
  for (const event of [...events, progressed(conv0, 'loss', Number.NaN)]) view.onEvent(event);
  view.stop();
  const lines = target.events.text
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines.slice(0, -1)).toEqual(events);
  expect(lines.at(-1)).toMatchObject({ value: { nonFinite: 'NaN' } });
});

describe('on a terminal', () => {
  test('the table is redrawn in place, sentences stay above it, and stopping takes it away', async () => {
    const screen = new TerminalScreen(60, 20);
    const view = createLiveView('progress', streams(screen), 'lenient');
    view.say('reading train.py');
    view.onPlan({ runs }, new Set());
    await screen.shows('0 of 4 runs');
    view.onEvent(metricChosen('accuracy'));
    for (const event of events) view.onEvent(event);
    await screen.shows('2 of 4 runs');
    expect(screen.text.split('\n').map((line) => line.trimEnd())).toMatchInlineSnapshot(`
      [
        "reading train.py",
        "warning: weights.pt was there before",
        "2 of 4 runs · 1 failed · about 24 s left",
        "  baseline  waiting    1/2  12 s left       accuracy 0.9712",
        "  conv2     waiting    1/2  24 s left       1 failed: time…",
      ]
    `);
    view.stop();
    expect(screen.text).toBe('reading train.py\nwarning: weights.pt was there before');
    expect(screen.wrapped).toBe(0);
  });

  test('what speaks against a variant stays above the table; that nothing does is not said', async () => {
    const screen = new TerminalScreen(90, 20);
    const view = createLiveView('progress', streams(screen), 'lenient');
    view.onPlan({ runs }, new Set());
    await screen.shows('0 of 4 runs');
    view.onEvent(judged('conv2', verdict('faithful', [])));
    view.onEvent(judged('conv2', verdict('rejected', [rateChanged])));
    await screen.shows('0 of 2 runs');
    view.stop();
    expect(screen.text).toBe('conv2 rejected: lr is 0.01 where the baseline has 0.001 (train.py:44)');
  });

  test('a narrow terminal cuts lines and never wraps them', async () => {
    const screen = new TerminalScreen(24, 20);
    const view = createLiveView('progress', streams(screen), 'lenient');
    view.onPlan({ runs }, new Set());
    for (const event of events) if (event.type !== 'note-made') view.onEvent(event);
    await screen.shows('2 of 4 runs');
    view.stop();
    expect(screen.wrapped).toBe(0);
    expect(screen.text).toBe('');
  });

  test('many events in a moment are few frames', async () => {
    const screen = new TerminalScreen(60, 20);
    let frames = 0;
    screen.on('drawn', () => (frames += 1));
    const view = createLiveView('progress', streams(screen), 'lenient');
    view.onPlan({ runs }, new Set());
    await screen.shows('0 of 4 runs');
    view.onEvent(started(baseline0, 0));
    for (let step = 0; step < 1000; step++) view.onEvent(progressed(baseline0, 'accuracy', step));
    await screen.shows('999');
    view.stop();
    expect(frames).toBeLessThan(6);
  });

  test('stopping before anything was drawn leaves the terminal untouched', () => {
    const screen = new TerminalScreen(60, 20);
    const view = createLiveView('progress', streams(screen), 'lenient');
    view.onPlan({ runs }, new Set());
    view.stop();
    view.stop();
    expect(screen.text).toBe('');
  });
});
