import { expect, test } from 'vitest';
import type { FitPrint } from '../../../src/core/fingerprint.js';
import { moduleTrees } from '../../../src/viewer/module-rows.js';
import { fitTrees, otherTrees } from '../../../src/viewer/named-rows.js';
import { baselineModel, fingerprintOf, modelWithoutBoost } from '../../integration/viewer/seen-models.js';

const part = (name: string, type: string) => {
  return { name, type, settings: '', parameters: [], buffers: {}, calls: 1 };
};

test('modules side by side, with the parameters of each and all below it', () => {
  const [tree] = moduleTrees(baselineModel, modelWithoutBoost, ['boost']);
  expect(tree?.title).toBe('Net');
  expect(
    tree?.rows.map(({ depth, name, change, before, after }) => [
      depth,
      name,
      change,
      before?.parameters,
      after?.parameters,
    ]),
  ).toEqual([
    [0, 'Net', 'same', 3392, 2368],
    [1, 'first', 'same', 2048, 2048],
    [1, 'boost', 'changed', 1024, 0],
    [1, 'last', 'same', 320, 320],
  ]);
});

test('what is gone, what is new where it stands, and elements that moved up', () => {
  const before = fingerprintOf([
    part('body', 'Sequential'),
    part('body.0', 'Conv2d'),
    part('body.1', 'ReLU'),
    part('body.2', 'Linear'),
  ]);
  const after = fingerprintOf([
    part('body', 'Sequential'),
    part('body.0', 'Conv2d'),
    part('body.1', 'Linear'),
    part('head', 'Dropout'),
  ]);
  const [tree] = moduleTrees(before, after, []);
  expect(tree?.rows.map(({ name, change }) => [name, change])).toEqual([
    ['Net', 'same'],
    ['body', 'same'],
    ['0', 'same'],
    ['1', 'gone'],
    ['2 → 1', 'same'],
    ['head', 'added'],
  ]);
});

const fit = (estimators: Readonly<Record<string, string>>): FitPrint => {
  return { type: 'Pipeline', settings: {}, estimators, shape: [100, 4], place: 'train.py:9' };
};

test('estimators by their paths, layers of other libraries by their names', () => {
  const [pipeline] = fitTrees(
    [fit({ scaler: 'StandardScaler', model: 'SVC' })],
    [fit({ scaler: 'passthrough', model: 'SVC' })],
  );
  expect(pipeline?.title).toBe('Pipeline fitted at train.py:9');
  expect(pipeline?.rows.map(({ name, change }) => [name, change])).toEqual([
    ['Pipeline', 'same'],
    ['scaler', 'changed'],
    ['model', 'same'],
  ]);
  const keras = (layers: Readonly<Record<string, string>>, parameters: number) => {
    return { library: 'keras' as const, type: 'Sequential', parameters, layers };
  };
  const [network] = otherTrees([keras({ dense: 'Dense(4)', drop: 'Dropout' }, 20)], [keras({ dense: 'Dense(4)' }, 20)]);
  expect(network?.rows.map(({ name, change }) => [name, change])).toEqual([
    ['Sequential', 'same'],
    ['dense', 'same'],
    ['drop', 'gone'],
  ]);
});
