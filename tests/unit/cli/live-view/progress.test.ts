import pc from 'picocolors';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { initialProgress, nextProgress } from '../../../../src/cli/live-view/progress.js';
import { progressFrame } from '../../../../src/cli/live-view/progress-frame.js';
import { timeLeft } from '../../../../src/cli/live-view/time-left.js';
import { trialProgresses } from '../../../../src/cli/live-view/trial-progress.js';
import type { StudyEvent } from '../../../../src/core/event.js';
import type { PlannedRun } from '../../../../src/core/trial.js';
import { rateChanged, verdict } from '../../reports/sample-checks.js';
import { completed, failed, judged, metricChosen, plannedRuns, progressed, START_MS, started } from './study-events.js';

const plain = pc.createColors(false);
const runs = plannedRuns(['baseline', 'conv2', 'dropout1'], 2);
const [baseline0, conv0, dropout0, baseline1] = runs as [PlannedRun, PlannedRun, PlannedRun, PlannedRun];
const crash = { kind: 'crashed', exception: 'ValueError: shapes' } as const;

function fold(events: readonly StudyEvent[], finished: readonly PlannedRun[] = []) {
  const identities = new Set(finished.map(({ identity }) => identity));
  return events.reduce(nextProgress, initialProgress(runs, identities, 'lenient'));
}

function frame(events: readonly StudyEvent[], columns: number, rows = 24): string[] {
  return progressFrame(fold(events), START_MS + 4000, { columns, rows }, plain);
}

const middle = [
  started(baseline0, 0),
  completed(baseline0, 10, { loss: 0.3, accuracy: 0.97 }),
  metricChosen('accuracy'),
  started(conv0, 0),
  started(dropout0, 0),
  progressed(conv0, 'accuracy', 0.51234),
  progressed(conv0, 'loss', 0.9),
  failed(dropout0, 3, crash),
];

describe('where each trial stands', () => {
  test('in the middle of a study', () => {
    expect(trialProgresses(fold(middle))).toEqual([
      { trialId: 'baseline', state: 'pausing', planned: 2, ended: 1, failed: 0, value: 0.97 },
      { trialId: 'conv2', state: 'running', planned: 2, ended: 0, failed: 0, value: 0.51234 },
      { trialId: 'dropout1', state: 'pausing', planned: 2, ended: 1, failed: 1, lastFailure: crash },
    ]);
  });

  test('a run that ended shows its likeliest metric until one is chosen', () => {
    const early = [progressed(baseline0, 'max_epochs', 3), completed(baseline0, 1, { accuracy: 0.9, max_epochs: 3 })];
    expect(trialProgresses(fold(early))[0]).toMatchObject({ value: 0.9 });
  });

  test('runs of an earlier start count as ended', () => {
    const [baseline] = trialProgresses(fold([], [baseline0, baseline1]));
    expect(baseline).toMatchObject({ state: 'ended', ended: 2 });
  });

  test('planned runs that execute the same end together', () => {
    const twin = { trialId: 'twin', seedIndex: 0, identity: baseline0.identity };
    const progress = nextProgress(
      initialProgress([...runs, twin], new Set(), 'lenient'),
      completed(baseline0, 1, { accuracy: 0.9 }),
    );
    expect(trialProgresses(progress).at(-1)).toMatchObject({ trialId: 'twin', state: 'ended', value: 0.9 });
  });

  test('what a failed run measured is not shown', () => {
    const [, conv2] = trialProgresses(
      fold([metricChosen('accuracy'), started(conv0, 0), progressed(conv0, 'accuracy', 0.1), failed(conv0, 1, crash)]),
    );
    expect(conv2).not.toHaveProperty('value');
  });

  test('events of other runs change nothing', () => {
    const other = { trialId: 'other', seedIndex: 0, identity: 'other' };
    expect(fold([completed(other, 1, {})]).runs).toEqual(fold([]).runs);
  });
});

describe('time left', () => {
  test('is unknown before a run completed', () => {
    expect(timeLeft(fold([started(baseline0, 0)]), START_MS)).toBeUndefined();
  });

  test('lets the waiting runs take the slots in their order', () => {
    // Two slots seen; conv2 ends in 6 s, the other slot is free now: baseline/1 at 10, conv2/1 at 16, dropout1/1 at 20.
    const left = timeLeft(fold(middle), START_MS + 4000);
    expect(left?.byTrialMs).toEqual(
      new Map([
        ['baseline', 10_000],
        ['conv2', 16_000],
        ['dropout1', 20_000],
      ]),
    );
    expect(left?.studyMs).toBe(20_000);
  });

  test('is nothing when all has ended', () => {
    expect(timeLeft(fold(runs.map((run) => completed(run, 1, {}))), START_MS)?.studyMs).toBe(0);
  });
});

describe('the frame', () => {
  test('at 80 columns', () => {
    expect(frame(middle, 80)).toMatchInlineSnapshot(`
      [
        "2 of 6 runs · 1 failed · about 20 s left",
        "  baseline  waiting    1/2  10 s left       accuracy 0.97",
        "  conv2     running    0/2  16 s left       accuracy 0.5123",
        "  dropout1  waiting    1/2  20 s left       1 failed: crashed: ValueError: sha…",
      ]
    `);
  });

  test.each([20, 40, 80])('is narrower than %d columns', (columns) => {
    for (const line of frame(middle, columns)) expect(stringWidth(line)).toBeLessThan(columns);
  });

  test.each([4, 5, 6])('has at most %d lines, running trials first', (rows) => {
    const lines = frame(middle, 80, rows);
    expect(lines.length).toBeLessThan(rows);
    expect(lines.join('\n')).toContain('conv2');
  });
});

describe('a variant that was judged', () => {
  const rejection = judged('dropout1', verdict('rejected', [rateChanged]));
  const suspicion = judged('conv2', verdict('suspicious', [rateChanged]));

  test('rejected: it is no longer waited for, and its row says why', () => {
    expect(frame([...middle, rejection, suspicion], 80)).toMatchInlineSnapshot(`
      [
        "1 of 4 runs · about 16 s left",
        "  baseline  waiting    1/2  10 s left       accuracy 0.97",
        "  conv2 †   running    0/2  16 s left       accuracy 0.5123",
        "  dropout1  rejected  lr is 0.01 where the baseline has 0.001 (train.py:44)",
      ]
    `);
    expect(timeLeft(fold([...middle, rejection]), START_MS + 4000)).toEqual({
      studyMs: 16_000,
      byTrialMs: new Map([
        ['baseline', 10_000],
        ['conv2', 16_000],
      ]),
    });
  });

  test('a run that was stopped for it shows no failure', () => {
    const stopped = [started(dropout0, 0), rejection, failed(dropout0, 1, { kind: 'cancelled' })];
    expect(trialProgresses(fold(stopped)).at(-1)).toMatchObject({ state: 'rejected', ended: 0, failed: 0 });
    expect(
      timeLeft(fold([...runs.slice(0, 5).map((run) => completed(run, 1, {})), rejection]), START_MS)?.studyMs,
    ).toBe(0);
  });

  test('suspicious: it runs, unless the study is strict', () => {
    const states = (['lenient', 'strict'] as const).map((strictness) => {
      const progress = nextProgress(initialProgress(runs, new Set(), strictness), suspicion);
      return trialProgresses(progress)[1]?.state;
    });
    expect(states).toEqual(['waiting', 'rejected']);
  });

  test('accepted by a person: it runs', () => {
    const accepted = judged('conv2', verdict('rejected', [rateChanged], { acceptedByPerson: true }));
    expect(trialProgresses(fold([accepted]))[1]?.state).toBe('waiting');
    expect(frame([accepted], 80)[2]).toContain('conv2 ‡');
  });
});
