import { expect, test } from 'vitest';
import { ADAM, adam, judge, notesOfFaithful, run, target } from './build-fingerprint.js';
import { linear, model } from './build-layers.js';

const before = [model('Net', [linear('a', 64, 32), linear('b', 32, 32), linear('c', 32, 10)])];
const shallow = [model('Net', [linear('a', 64, 32), linear('c', 32, 10)])];
const wide = [model('Net', [linear('a', 64, 48), linear('b', 48, 48), linear('c', 48, 10)])];
const slower = (models: typeof before) => run(models, { optimizers: [adam(models, { ...ADAM, lr: '0.01' })] });
const baseline = run(before);
const SLOWER = 'lr of Adam is 0.01 where the baseline has 0.001';

/** Neither a module nor a setting is known by name. */
const unnamed = (more: Parameters<typeof target>[1] = {}) =>
  target([], { kinds: ['data', 'other'], definesModules: false, declaredChange: 'value', ...more });

test('another number may make the model another one, which is only noted', () => {
  expect(notesOfFaithful(baseline, run(shallow), unnamed()).join()).toContain('b is gone');
  expect(notesOfFaithful(baseline, run(wide), unnamed())).toContain('a has out features 48 where the baseline has 32');
});

test('a part that was put there and takes more along makes one look', () => {
  const a = target(['a'], { declaredChange: 'part' });
  const { rejected, suspicious } = judge(baseline, run([model('Net', [linear('c', 64, 10)])]), a);
  expect([rejected, suspicious.join()]).toEqual([[], expect.stringContaining('b is gone too')]);
});

test('a setting of the optimizer may be what an option changes, but not beside the model', () => {
  expect(notesOfFaithful(baseline, slower(before), unnamed())).toEqual([SLOWER]);
  expect(judge(baseline, slower(shallow), unnamed())).toMatchObject({ rejected: [], suspicious: [SLOWER] });
  expect(notesOfFaithful(baseline, slower(before), unnamed({ kinds: ['optimizer'] }))).toEqual([SLOWER]);
});

test('what does not follow from it is held against it as ever', () => {
  const { declaredChange: _declared, ...undeclared } = unnamed();
  expect(judge(baseline, slower(before), undeclared).rejected).toEqual([SLOWER]);
  const rate = unnamed({ settingNames: ['lr'], kinds: ['optimizer'] });
  expect(judge(baseline, run(before), rate).rejected).toEqual(['lr is still 0.001']);
});
