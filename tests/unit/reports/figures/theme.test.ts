import { describe, expect, test } from 'vitest';
import { paletteOf, type Theme } from '../../../../src/reports/figures/theme.js';

const TEXTS = ['text', 'quietText'] as const;
const MARKS = ['line', 'worse', 'better', 'neutral'] as const;

describe.each<Theme>(['light', 'dark'])('%s', (theme) => {
  const palette = paletteOf(theme);

  test.each(TEXTS)('%s can be read', (name) => {
    expect(contrast(palette[name], palette.background)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(MARKS)('%s can be seen', (name) => {
    expect(contrast(palette[name], palette.background)).toBeGreaterThanOrEqual(3);
  });

  test.each(MARKS)('%s can be seen on the band', (name) => {
    expect(contrast(palette[name], palette.band)).toBeGreaterThanOrEqual(3);
  });
});

test('the contrast is that of WCAG 2', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
