import { expect, test } from 'vitest';
import { terminalText } from '../../../../src/cli/terminal/terminal-text.js';

test.each([
  ['no \u001b[31mred\u001b[0m, no \u001b]0;title\u0007, no bell\u0007, no \r', 'no red, no , no bell, no '],
  ['two lines\n  and a\tgap', 'two lines\n  and a\tgap'],
  ['a \u009b31m b \u001b', 'a  b '],
])('%j is shown as %j', (message, expected) => {
  expect(terminalText(message)).toBe(expected);
});
