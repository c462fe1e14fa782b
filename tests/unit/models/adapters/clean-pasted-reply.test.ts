import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanPastedReply } from '../../../../src/models/adapters/clean-pasted-reply.js';

test('line endings, blanks and characters without width', () => {
  expect(cleanPastedReply('\ufeffif x:\r\n\u00a0\u00a0\u00a0\u00a0re\u200bturn\u202f1\r')).toBe(
    'if x:\n    return 1\n',
  );
});

test.each([
  'python\nCopy code\nx = 1',
  'python\nCopy\nEdit\nx = 1',
  'Python\n  Copy\nx = 1',
  'Copy code\nx = 1',
  'CopyEdit\nx = 1',
])('the heading of a code block goes: %j', (pasted) => {
  expect(cleanPastedReply(pasted)).toBe('x = 1');
});

test('the text before and after a heading stays', () => {
  expect(cleanPastedReply('Here:\n\npython\nCopy code\nx = 1\nDone.')).toBe('Here:\n\nx = 1\nDone.');
});

test.each([
  'Copy\nthe layer',
  'text\nRun it.',
  'python',
  '```\nCopy code\npython\nCopy\n```',
  '````python\nx = “quoted” + ‘single’ # Copy code\n````',
  "x = '\u200d\u200c'",
])('words of the reply stay: %j', (text) => {
  expect(cleanPastedReply(text)).toBe(text);
});

test('what is clean stays as it is', () => {
  const line = fc.stringMatching(/^ {0,8}[a-z0-9_=()\[\]'"#:. ]{0,30}$/);
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = ['```', ...lines, '```'].join('\n');
      expect(cleanPastedReply(text)).toBe(text);
    }),
  );
});
