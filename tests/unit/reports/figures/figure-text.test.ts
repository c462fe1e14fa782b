import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figureLines, figureText } from '../../../../src/reports/figures/figure-text.js';
import { textWidth } from '../../../../src/reports/figures/text-width.js';

describe('lines', () => {
  test.each([
    ['− conv2', ['− conv2']],
    ['augmentation → random crops', ['augmentation →', 'random crops']],
    ['− clip_gradient_norm_value', ['− clip_gradient_', 'norm_value']],
    ['bn → nn.BatchNorm2dWithSomething', ['bn → nn.Batch', 'Norm2dWith', 'Something']],
    ['− dropout_rate_xyz †', ['− dropout_rate_', 'xyz †']],
  ])('%s', (text, expected) => {
    expect(figureLines(text, 100, 12, 3)).toEqual(expected);
  });

  test('what has no room loses its middle, not its ends', () => {
    const [first = '', second = '', ...more] = figureLines(`− ${'encoder_'.repeat(30)}norm`, 100, 12, 2);
    expect(more).toEqual([]);
    expect(first).toMatch(/^− encoder_/u);
    expect(first + second).toContain('…');
    expect(second).toMatch(/norm$/u);
  });

  test('any text: no line is too wide, and nothing is lost where there is room', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (drawn) => {
        const text = figureText(drawn);
        const lines = figureLines(text, 60, 12, Infinity);
        // Sums of the same widths in another order differ in their last digits.
        expect(lines.every((line) => textWidth(line, 12) <= 60 + 1e-9)).toBe(true);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        expect(figureLines(text, 60, 12, 2).length).toBeLessThanOrEqual(2);
      }),
    );
  });
});

test('text that no XML may hold is told', () => {
  expect(figureText('a\uD800b\uFFFFc\u0007\n d')).toBe('a\uFFFDb\uFFFDc d');
});
