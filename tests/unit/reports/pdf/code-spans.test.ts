import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pythonSpans } from '../../../../src/reports/pdf/code-spans.js';

test.each([
  ['    def f(self, x=1):', ['plain:    ', 'keyword:def', 'plain: f(self, x=', 'number:1', 'plain:):']],
  ['x = "# no \\" comment"  # yes', ['plain:x = ', 'text:"# no \\" comment"', 'plain:  ', 'comment:# yes']],
  ['y = rb\'a\' f"{b}"', ['plain:y = ', "text:rb'a'", 'plain: ', 'text:f"{b}"']],
  ['"""Not closed', ['text:"""Not closed']],
  ['layer1.is_in = 1e-3 + 0x1F', ['plain:layer1.is_in = ', 'number:1e-3', 'plain: + ', 'number:0x1F']],
  ['notify(None)', ['plain:notify(', 'keyword:None', 'plain:)']],
])('%s', (line, expected) => {
  expect(pythonSpans(line).map(({ kind, code }) => `${kind}:${code}`)).toEqual(expected);
});

test('the pieces make up the line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
      const line = text.replace(/[\n\r\u2028\u2029]/gu, '');
      expect(
        pythonSpans(line)
          .map(({ code }) => code)
          .join(''),
      ).toBe(line);
    }),
  );
});
