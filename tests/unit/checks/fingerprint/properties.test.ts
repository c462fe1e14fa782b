import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignSequences } from '../../../../src/checks/fingerprint/align-sequences.js';
import { compareFingerprints } from '../../../../src/checks/fingerprint/compare-fingerprints.js';
import { namesInWords } from '../../../../src/checks/fingerprint/in-words.js';
import { parseSettings } from '../../../../src/checks/fingerprint/modules/module-settings.js';
import { judge, run, target } from './build-fingerprint.js';
import { BATCH, batchNorm, conv, dropout, linear, model, relu, type Layer } from './build-layers.js';

const SHAPE = [BATCH, 16, 8, 8];
/** Any network of layers that keep the shape, in a Sequential or as attributes. */
const layers = fc.array(fc.constantFrom('conv', 'norm', 'relu', 'dropout'), { minLength: 2, maxLength: 9 });
const places = fc.constantFrom('features.', 'layer');

function layerOf(kind: string, name: string): Layer {
  if (kind === 'conv') return conv(name, 16, 16, 8);
  if (kind === 'norm') return batchNorm(name, 16, 8);
  return kind === 'relu' ? relu(name, SHAPE) : dropout(name, SHAPE);
}

function net(kinds: readonly (string | null)[], place: string) {
  const isList = place.endsWith('.');
  const kept = isList ? kinds.filter((kind) => kind !== null) : kinds;
  const made = kept.flatMap((kind, index) => (kind === null ? [] : [layerOf(kind, `${place}${index}`)]));
  return run([model('Net', [conv('stem', 3, 16, 8), ...made, linear('head', 1024, 10)])]);
}

test('a run compared with itself: the component still takes part, and nothing else is said', () => {
  fc.assert(
    fc.property(layers, places, fc.nat(), (kinds, place, at) => {
      const name = `${place}${at % kinds.length}`;
      const baseline = net(kinds, place);
      expect(judge(baseline, baseline, target([name]))).toEqual({
        rejected: [`${name} still takes part`],
        suspicious: [],
        notes: [],
      });
    }),
  );
});

test('a run compared with itself, for a component that is nowhere in it: nothing is rejected', () => {
  fc.assert(
    fc.property(layers, places, (kinds, place) => {
      const baseline = net(kinds, place);
      expect(judge(baseline, baseline, target(['elsewhere'])).rejected).toEqual([]);
      expect(judge(baseline, baseline, target([], { kinds: ['data', 'optimizer'] }))).toEqual({
        rejected: [],
        suspicious: [],
        notes: ['nothing that was seen differs from the baseline'],
      });
    }),
  );
});

test('one layer gone: faithful for that layer, rejected for another of its kind or of any', () => {
  fc.assert(
    fc.property(layers, places, fc.nat(), fc.nat(), (kinds, place, at, other) => {
      const gone = at % kinds.length;
      const baseline = net(kinds, place);
      const variant = net(
        kinds.map((kind, index) => (index === gone ? null : kind)),
        place,
      );
      expect(judge(baseline, variant, target([`${place}${gone}`]))).toEqual({
        rejected: [],
        suspicious: [],
        notes: [],
      });

      const wrong = other % kinds.length;
      // Of equal neighbours in a container it can't be told, and does not matter, which one is gone.
      const run = kinds.slice(Math.min(gone, wrong), Math.max(gone, wrong) + 1);
      if (wrong === gone || (place.endsWith('.') && new Set(run).size === 1)) return;
      expect(judge(baseline, variant, target([`${place}${wrong}`])).rejected).not.toEqual([]);
    }),
  );
});

test('a second layer gone that learns something is never faithful', () => {
  fc.assert(
    fc.property(layers, fc.nat(), fc.nat(), (kinds, first, second) => {
      const [one, two] = [first % kinds.length, second % kinds.length];
      fc.pre(one !== two && (kinds[two] === 'conv' || kinds[two] === 'dropout') && Math.abs(one - two) > 1);
      const baseline = net(kinds, 'layer');
      const variant = net(
        kinds.map((kind, index) => (index === one || index === two ? null : kind)),
        'layer',
      );
      expect(judge(baseline, variant, target([`layer${one}`])).rejected).not.toEqual([]);
    }),
  );
});

test('evidence is said once, the gravest first, and does not depend on the order of the names', () => {
  const weight = { rejected: 0, suspicious: 1, note: 2 };
  fc.assert(
    fc.property(layers, layers, places, (before, after, place) => {
      const [baseline, variant] = [net(before, place), net(after, place)];
      const names = [`${place}0`, `${place}1`];
      const { evidence } = compareFingerprints(baseline, variant, target(names));
      expect(new Set(evidence.map(({ message }) => message)).size).toBe(evidence.length);
      const order = evidence.map(({ severity }) => weight[severity]);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      const reversed = compareFingerprints(baseline, variant, target([...names].reverse())).evidence;
      expect(reversed.map(({ severity }) => severity)).toEqual(evidence.map(({ severity }) => severity));
    }),
  );
});

test('sequences are paired in order, and each element is in one place', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3)), fc.array(fc.nat(3)), (left, right) => {
      const [a, b] = [left.map((value) => ({ value })), right.map((value) => ({ value }))];
      const { pairs, onlyLeft, onlyRight } = alignSequences(a, b, { pair: (x, y) => (x.value === y.value ? 1 : 0) });
      expect(pairs.length + onlyLeft.length).toBe(a.length);
      expect(pairs.length + onlyRight.length).toBe(b.length);
      const indices = pairs.map(([x, y]) => [a.indexOf(x), b.indexOf(y)] as const);
      expect(
        indices.every(
          ([i, j], at) => at === 0 || (i > (indices[at - 1]?.[0] ?? -1) && j > (indices[at - 1]?.[1] ?? -1)),
        ),
      ).toBe(true);
    }),
  );
});

test('settings by their names', () => {
  expect(Object.fromEntries(parseSettings('Conv2d', '16, 32, kernel_size=(3, 3), stride=(1, 1)'))).toEqual({
    in_channels: '16',
    out_channels: '32',
    kernel_size: '(3, 3)',
    stride: '(1, 1)',
  });
  expect(Object.fromEntries(parseSettings('LayerNorm', '(8,), eps=1e-05'))).toEqual({
    normalized_shape: '(8,)',
    eps: '1e-05',
  });
  expect(parseSettings('Anything', '').size).toBe(0);
});

test('names in words', () => {
  expect([1, 2, 3, 4, 6].map((size) => namesInWords(['a', 'b', 'c', 'd', 'e', 'f'].slice(0, size)))).toEqual([
    'a',
    'a and b',
    'a, b and c',
    'a, b, c and d',
    'a, b, c and 3 more',
  ]);
});
