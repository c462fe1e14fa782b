import { expect, test } from 'vitest';
import { withoutControlSequences } from '../../../src/core/without-control-sequences.js';

test.each([
  ['colours', '\u001B[1;31mred\u001B[0m text', 'red text'],
  ['cursor movements', '\u001B[2K\u001B[1Ga\u001B[?25lb', 'ab'],
  ['window titles', '\u001B]0;title\u0007plain', 'plain'],
  ['links', '\u001B]8;;https://example.org\u0007link\u001B]8;;\u0007', 'link'],
  ['the short form of the escape', '\u009B32mgreen\u009B0m', 'green'],
  ['nothing of plain text', 'loss [0.31] (m) ; é \\u', 'loss [0.31] (m) ; é \\u'],
])('%s', (_, text, plain) => {
  expect(withoutControlSequences(text)).toBe(plain);
});
