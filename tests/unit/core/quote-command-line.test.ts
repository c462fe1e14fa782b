import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteCommandLine } from '../../../src/core/quote-command-line.js';
import { splitCommandLine } from '../../../src/core/split-command-line.js';

test('a quoted command line splits into the same words again', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('', "it's", 'a b', '$HOME', '"', '\\', '-', 'acc=/x: ([\\d.]+)/'));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      expect(splitCommandLine(quoteCommandLine(words))).toEqual(words);
    }),
  );
});

test('plain words stay as they are', () => {
  expect(quoteCommandLine(['ablationmage', 'run', 'train.py', '--seeds', '0,3', '--', '--lr=1e-3'])).toBe(
    'ablationmage run train.py --seeds 0,3 -- --lr=1e-3',
  );
});
