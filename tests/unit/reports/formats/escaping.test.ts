import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeLatex, latexComment, mathNumber } from '../../../../src/reports/formats/latex-text.js';
import { codeFence, codeSpan, escapeMarkdown, markdownTable } from '../../../../src/reports/formats/markdown-text.js';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('LaTeX', () => {
  test.each([
    ['weight_decay', 'weight\\_decay'],
    ['50% of {x}', '50\\% of \\{x\\}'],
    ['--no-aug', '-{}-no-aug'],
    ['a\\b', 'a\\textbackslash{}b'],
    ['− conv2 → nn.Identity()', '$-$ conv2 $\\rightarrow$ nn.Identity()'],
    ['naïve', 'naïve'],
    ['卷积', '[U+5377][U+79EF]'],
    ['line\nbreak', 'line break'],
  ])('%s', (text, expected) => {
    expect(escapeLatex(text)).toBe(expected);
  });

  test('no active character is left bare', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(escapeLatex(text)).not.toMatch(/(?<!\\)[%#&_]|\^|(?<!\\)~(?!)|[\p{Cc}]/u);
      }),
    );
  });

  test('a comment stays on its line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(latexComment(text)).toMatch(/^%[^\n\r]*$/u);
      }),
    );
  });

  test('powers of ten', () => {
    expect(mathNumber('−1.2e−7')).toBe('-1.2\\mathrm{e}{-7}');
  });
});

describe('Markdown', () => {
  test.each([
    ['weight_decay', 'weight_decay'],
    ['_private_ and __init__', '\\_private\\_ and \\_\\_init\\_\\_'],
    ['a | b', 'a \\| b'],
    ['<script>', '\\<script>'],
    ['p <0.001', 'p <0.001'],
    ['- x', '\\- x'],
    ['1. x', '1\\. x'],
    ['0.755', '0.755'],
  ])('%s', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });

  test('no cell adds a column or a line to its table', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const lines = markdownTable(['x', 'y'], [[escapeMarkdown(a), codeSpan(b)]]).split('\n');
        expect(lines).toHaveLength(3);
        expect(lines[2]?.match(/(?<!\\)\|/gu)).toHaveLength(3);
      }),
    );
  });

  test('a fence is longer than any fence inside', () => {
    expect(codeFence('diff', '+````\n')).toBe('`````diff\n+````\n`````');
  });
});
