import { expect, it, test } from 'vitest';
import { findElisions } from '../../../../src/variants/reply/find-elisions.js';

test.each([
  '# ... rest of the code',
  '# … rest of the code …',
  '# ...',
  '# (unchanged)',
  '# unchanged',
  '# existing code',
  '# ... existing code ...',
  '# [existing code here]',
  '# same as before',
  '# Same as original',
  '# rest of the model remains unchanged',
  '# Rest of the training loop stays the same',
  '# the remaining methods are unchanged',
  '# other imports',
  '# keep the rest of the file',
  '# code omitted for brevity',
  '# everything else is the same',
  '# ... (other layers)',
  '# no changes below',
  '...',
  'def forward(self, x): ...',
  'x = ...  # as before',
])('%s stands in for code', (line) => {
  expect(findElisions('a = 1\n', `a = 1\n    ${line}\n`)).toEqual([{ line: 2, text: line }]);
});

test.each([
  '# The residual connection is removed; the projection keeps its shape.',
  '# no dropout here',
  '# model below the threshold',
  '# keep the learning rate',
  '# 3 x 3 kernels, same padding',
  '# Wait ... the mask is (B, T)',
  'x = x[..., 0]',
  'y: Tuple[int, ...]',
  'print("...")',
  's = "# existing code"',
])('%s does not', (line) => {
  expect(findElisions('', line)).toEqual([]);
});

it('takes what was there before as code, as often as it was there', () => {
  const before = 'class A(Protocol):\n    def f(self): ...\n# ...\n';
  expect(findElisions(before, before)).toEqual([]);
  expect(findElisions(before, `${before}# ...\n`)).toEqual([{ line: 4, text: '# ...' }]);
});
