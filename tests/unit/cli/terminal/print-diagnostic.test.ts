import fc from 'fast-check';
import pc from 'picocolors';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { formatDiagnostic, formatDiagnostics } from '../../../../src/cli/terminal/print-diagnostic.js';
import type { Diagnostic } from '../../../../src/core/diagnostic.js';

const plain = pc.createColors(false);

const syntaxError: Diagnostic = {
  severity: 'error',
  message: 'This is no Python: a closing parenthesis is missing.',
  place: { file: 'src/train.py', line: 12, column: 9, sourceLine: '    x = print("a"\r' },
};

test('the place, the message, the line and a squiggle', () => {
  expect(formatDiagnostic(syntaxError, plain)).toBe(
    [
      'src/train.py:12:9 error: This is no Python: a closing parenthesis is missing.',
      '      x = print("a"',
      '          ~~~~~',
    ].join('\n'),
  );
});

test('without a column the whole statement is meant', () => {
  const place = { file: 'train.py', line: 3, sourceLine: '\timport torch  #ABLATABLE_COMPONENT' };
  const lines = formatDiagnostic({ severity: 'warning', message: 'm', place }, plain).split('\n');
  expect(lines).toEqual([
    'train.py:3 warning: m',
    '      import torch  #ABLATABLE_COMPONENT',
    `      ${'~'.repeat('import torch  #ABLATABLE_COMPONENT'.length)}`,
  ]);
});

test('a near miss in a comment is underlined as one word', () => {
  const place = { file: 'a.py', line: 1, column: 4, sourceLine: 'x  #ABLATABLE_COMPONENTS' };
  const squiggle = formatDiagnostic({ severity: 'warning', message: 'm', place }, plain).split('\n')[2];
  expect(squiggle).toBe(`     ${'~'.repeat('#ABLATABLE_COMPONENTS'.length)}`);
});

test('no place: only the message', () => {
  expect(formatDiagnostic({ severity: 'note', message: 'hello' }, plain)).toBe('note: hello');
});

test('no source line: no squiggle', () => {
  const place = { file: 'a.py', line: 1 };
  expect(formatDiagnostic({ severity: 'error', message: 'm', place }, plain)).toBe('a.py:1 error: m');
});

test('several diagnostics stand apart', () => {
  expect(formatDiagnostics([syntaxError, { severity: 'note', message: 'end' }], plain)).toMatch(/~\n\nnote: end$/u);
});

test('wherever the place is, the squiggle stands under what is meant', () => {
  const sourceLines = fc.string({
    unit: fc.constantFrom('a', 'é', '卷', '\t', ' ', '('),
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(sourceLines, fc.nat(), (line, position) => {
      const sourceLine = `${line}x`;
      const column = (position % sourceLine.length) + 1;
      const place = { file: 'a.py', line: 1, column, sourceLine };
      const [, source = '', squiggle = ''] = formatDiagnostic({ severity: 'error', message: 'm', place }, plain).split(
        '\n',
      );
      const start = stringWidth(squiggle) - stringWidth(squiggle.trimStart());
      const meant = Array.from(source).reduce(
        ({ text, width }, character) => ({
          text: width >= start ? text + character : text,
          width: width + stringWidth(character),
        }),
        { text: '', width: 0 },
      ).text;
      const character = sourceLine[column - 1] === '\t' ? ' ' : sourceLine[column - 1];
      expect(meant[0]).toBe(character);
    }),
  );
});
