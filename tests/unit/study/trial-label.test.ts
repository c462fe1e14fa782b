import { expect, test } from 'vitest';
import type { CodeComponent } from '../../../src/core/component.js';
import { trialLabel } from '../../../src/study/trial-label.js';

const component = (replace: string): CodeComponent => ({
  kind: 'code',
  id: 'opt',
  file: 'train.py',
  line: 1,
  start: 0,
  end: 1,
  options: { replace, each: false },
});

test.each([
  ['nn.Identity()', 'opt → nn.Identity()'],
  ['torch.optim.AdamW(net.parameters(), lr=0.01)', 'opt → AdamW(...)'],
  ['first_of_many + second_of_many', 'opt → first_of_many + secon...'],
  ['a_constructor_with_a_very_long_name(1)', 'opt → a_constructor_with_a_...'],
])('a replacement by %s', (replace, label) => {
  const trial = { id: 'opt', componentIds: ['opt'], change: 'replace' } as const;
  expect(trialLabel(trial, [component(replace)])).toBe(label);
});
