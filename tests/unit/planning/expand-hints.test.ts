import { expect, test } from 'vitest';
import type { CodeComponent, HintComponent } from '../../../src/core/component.js';
import type { KeptEvent } from '../../../src/core/event.js';
import type { HintTrial } from '../../../src/core/hint-trial.js';
import { expandHints, hintKey } from '../../../src/planning/expand-hints.js';
import { planLeaveOneOut } from '../../../src/planning/plan-trials.js';

const HINT: HintComponent = {
  kind: 'hint',
  id: 'skip',
  group: 'block',
  file: 'net.py',
  line: 3,
  endLine: 5,
  hint: 'Try it without the skip, and with a projection.',
  anchor: 'forward > return x + y #1',
};
const CODE: CodeComponent = {
  kind: 'code',
  id: 'skip.projection',
  file: 'net.py',
  line: 9,
  start: 0,
  end: 1,
  options: { each: false },
};

function trial(id: string, change: HintTrial['change']): HintTrial {
  return { id, title: `without ${id}`, change, instruction: `Take ${id} out.`, changes: [], expectation: '' };
}

function reading(isApproved: boolean, ...trials: HintTrial[]): KeptEvent {
  return { type: 'hint-read', at: '2026-01-01T00:00:00Z', hintKey: hintKey(HINT), trials, isApproved };
}

test('a hint with several trials becomes a component each, with ids of their own and without its group', () => {
  const events = [reading(true, trial('none', 'remove'), trial('projection', 'replace'))];
  const components = expandHints([HINT, CODE], events);
  expect(components.map(({ id, group }) => [id, group])).toEqual([
    ['skip.none', undefined],
    ['skip.projection-2', undefined],
    ['skip.projection', undefined],
  ]);
  expect(planLeaveOneOut(components).map(({ id, change }) => `${id} ${change}`)).toEqual([
    'baseline none',
    'skip.none remove',
    'skip.projection-2 replace',
    'skip.projection remove',
  ]);
});

test('a hint with one trial keeps its id and its group', () => {
  const [component] = expandHints([HINT], [reading(true, trial('no-skip', 'remove'))]);
  expect(component).toMatchObject({ id: 'skip', group: 'block', trial: { id: 'no-skip' } });
});

test('what nobody approved, or what was read of other words, stays one hint', () => {
  expect(expandHints([HINT], [reading(false, trial('none', 'remove'))])).toEqual([HINT]);
  const reworded = { ...HINT, hint: 'Try it without the skip.' };
  expect(expandHints([reworded], [reading(true, trial('none', 'remove'))])).toEqual([reworded]);
});

test('the last reading counts, and a hint that moved in its file is the same hint', () => {
  const events = [reading(true, trial('a', 'remove')), reading(false, trial('a', 'remove'), trial('b', 'remove'))];
  expect(expandHints([HINT], events)).toEqual([HINT]);
  expect(hintKey({ ...HINT, line: 40, endLine: 42 })).toBe(hintKey(HINT));
  expect(hintKey({ ...HINT, anchor: 'forward > return x + y #2' })).not.toBe(hintKey(HINT));
});
