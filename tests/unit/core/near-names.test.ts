import { expect, test } from 'vitest';
import { didYouMean, nearNames } from '../../../src/core/near-names.js';

test('near is a third of the letters, or two; the nearest come first, three at most, and case does not count', () => {
  expect(nearNames('tran', ['trans2', 'train', 'evaluate'])).toEqual(['train', 'trans2']);
  expect(nearNames('CONV2', ['conv2'])).toEqual(['conv2']);
  expect(nearNames('weight_decya', ['weight_decay', 'lr'])).toEqual(['weight_decay']);
  expect(nearNames('a1', ['b1', 'a2', 'c1', 'd1'])).toHaveLength(3);
  expect(nearNames('accuracy', ['loss'])).toEqual([]);
});

test('what is not near is answered with all there is, and nothing with nothing', () => {
  expect(didYouMean('trian', ['train', 'eval'], 'There are:')).toBe('Did you mean train?');
  expect(didYouMean('accuracy', ['loss', 'f1'], 'There are:')).toBe('There are: loss, f1.');
  expect(didYouMean('accuracy', [], 'There are:')).toBe('');
});
