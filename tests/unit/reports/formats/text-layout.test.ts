import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { alignDecimals } from '../../../../src/reports/formats/align-decimals.js';
import { formatDuration } from '../../../../src/reports/formats/format-duration.js';
import { wrapText } from '../../../../src/reports/formats/wrap-text.js';

test.each([
  [400, '0.4 s'],
  [9_960, '10 s'],
  [59_700, '1 min 00 s'],
  [192_000, '3 min 12 s'],
  [7_500_000, '2 h 05 min'],
  [273_600_000, '3 d 4 h'],
])('%d ms is %s', (durationMs, expected) => {
  expect(formatDuration(durationMs)).toBe(expected);
});

test('wrapped text fits and loses nothing but spaces', () => {
  const words = fc.array(
    fc.string({ unit: fc.constantFrom('a', 'b', '卷', 'é', '.', '_'), minLength: 1, maxLength: 30 }),
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 2, max: 40 }), (parts, width) => {
      const lines = wrapText(parts.join(' '), width);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '')).toBe(parts.join(''));
    }),
  );
});

test('decimal points stand in one column', () => {
  expect(alignDecimals(['0.103', '−12', '', '0.1005'])).toEqual(['  0.103 ', '−12     ', '', '  0.1005']);
});

test('a name that is cut goes on behind one of its marks, and begins beside what stands before it', () => {
  expect(wrapText('− model.encoder.layers.0.self_attention.output_projection', 24)).toEqual([
    '− model.encoder.layers.',
    '0.self_attention.output_',
    'projection',
  ]);
  expect(wrapText('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 12)).toEqual(['aaaaaaaaaaaa', 'aaaaaaaaaaaa', 'aaaaaa']);
});
