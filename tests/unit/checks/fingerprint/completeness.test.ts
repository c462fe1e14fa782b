import { describe, expect, test } from 'vitest';
import { judge, notesOfFaithful, run, target } from './build-fingerprint.js';
import {
  BATCH,
  batchNorm,
  conv,
  dropout,
  identity,
  idle,
  layer,
  linear,
  maxPool,
  model,
  relu,
} from './build-layers.js';

const IMAGE = [BATCH, 16, 14, 14];

/** conv1 → bn1 → conv2 → relu2 → drop → fc, as in a small network for digits. */
const LAYERS = {
  conv1: conv('conv1', 1, 16, 14),
  bn1: batchNorm('bn1', 16, 14),
  conv2: conv('conv2', 16, 16, 14),
  relu2: relu('relu2', IMAGE),
  drop: dropout('drop', IMAGE),
  fc: linear('fc', 3136, 10),
};
const baseline = run([model('Net', Object.values(LAYERS))]);
const withLayers = (change: Partial<Record<keyof typeof LAYERS, (typeof LAYERS)['conv1'] | null>>) =>
  run([
    model(
      'Net',
      Object.entries({ ...LAYERS, ...change }).flatMap(([, each]) => each ?? []),
    ),
  ]);

describe('a convolution that keeps the shape', () => {
  test.each([
    ['absent', null],
    ['an Identity', identity('conv2', IMAGE)],
    ['an empty Sequential', layer('conv2', 'Sequential', { input: IMAGE })],
    ['an identity of their own', layer('conv2', 'MyIdentity', { input: IMAGE })],
  ])('%s', (_, conv2) => {
    expect(notesOfFaithful(baseline, withLayers({ conv2 }), target(['conv2']))).toEqual([]);
  });

  test('unchanged', () => {
    expect(judge(baseline, baseline, target(['conv2'])).rejected).toEqual(['conv2 still takes part']);
  });

  test('only with other settings', () => {
    const conv2 = {
      ...LAYERS.conv2,
      settings: LAYERS.conv2.settings.replace('(3, 3)', '(1, 1)').replace('padding=(1, 1)', 'padding=(0, 0)'),
    };
    expect(
      judge(
        baseline,
        withLayers({ conv2: { ...conv2, parameters: { weight: [16, 16, 1, 1], bias: [16] } } }),
        target(['conv2']),
      ).rejected,
    ).toEqual([
      'conv2 is still a Conv2d, only with other settings: kernel_size is (1, 1) where the baseline has (3, 3)',
    ]);
  });

  test('replaced by something that learns', () => {
    const conv2 = layer('conv2', 'Linear', {
      settings: 'in_features=14, out_features=14, bias=True',
      parameters: { weight: [14, 14], bias: [14] },
      input: IMAGE,
    });
    expect(judge(baseline, withLayers({ conv2 }), target(['conv2'])).rejected).toEqual([
      'conv2 was replaced by a Linear (210 parameters)',
    ]);
  });

  test('replaced by something else without parameters', () => {
    const conv2 = layer('conv2', 'Tanh', { input: IMAGE });
    const { rejected, suspicious } = judge(baseline, withLayers({ conv2 }), target(['conv2']));
    expect({ rejected, suspicious }).toEqual({
      rejected: [],
      suspicious: ['conv2 was replaced by a Tanh, which is no identity'],
    });
  });

  test('replaced as the mark asks for', () => {
    const conv2 = layer('conv2', 'Tanh', { input: IMAGE });
    expect(
      notesOfFaithful(baseline, withLayers({ conv2 }), target(['conv2'], { replacementClassNames: ['Tanh'] })),
    ).toEqual([]);
  });

  test('defined and not called, while the optimizer still owns it', () => {
    const variant = withLayers({ conv2: idle(LAYERS.conv2) });
    expect(judge(baseline, variant, target(['conv2'])).rejected).toEqual([
      'conv2 still owns 2,320 parameters in the optimizer, though nothing calls it',
    ]);
    expect(judge(baseline, variant, target(['conv2'], { definesModules: false }))).toMatchObject({
      rejected: [],
      suspicious: [],
      notes: ['conv2 still owns 2,320 parameters in the optimizer, though nothing calls it'],
    });
  });

  test('defined and not called, out of every optimizer', () => {
    const conv2 = { ...idle(LAYERS.conv2), training: 'no-gradient-and-not-owned' } as const;
    expect(judge(baseline, withLayers({ conv2 }), target(['conv2'])).suspicious).toEqual([
      'conv2 is still defined, though nothing calls it (2,320 parameters)',
    ]);
    expect(notesOfFaithful(baseline, withLayers({ conv2 }), target(['conv2'], { definesModules: false }))).toEqual([]);
  });

  test('taken out of the model, and left in the optimizer', () => {
    const variant = withLayers({ conv2: null });
    const { optimizers } = withLayers({ conv2: idle(LAYERS.conv2) });
    expect(judge(baseline, { ...variant, optimizers }, target(['conv2'])).rejected).toEqual([
      'the optimizer owns 2,320 parameters more that belong to no module that is called',
    ]);
  });

  test('moved to another name', () => {
    const variant = withLayers({ conv2: { ...LAYERS.conv2, name: 'extra' } });
    expect(judge(baseline, variant, target(['conv2'])).rejected).toEqual(['conv2 still takes part']);
  });

  test('dead in the baseline already', () => {
    const dead = withLayers({ conv2: idle(LAYERS.conv2) });
    expect(notesOfFaithful(dead, withLayers({ conv2: null }), target(['conv2']))).toEqual([]);
  });
});

describe('a dropout', () => {
  test.each([
    ['absent', null],
    ['an Identity', identity('drop', IMAGE)],
    ['never dropping', dropout('drop', IMAGE, 0)],
    ['defined and not called', idle(LAYERS.drop)],
  ])('%s', (_, drop) => {
    const notes = notesOfFaithful(baseline, withLayers({ drop }), target(['drop'], { classNames: ['Dropout'] }));
    expect(notes.every((note) => note.includes('drop is still defined'))).toBe(true);
  });

  test('dropping less', () => {
    expect(judge(baseline, withLayers({ drop: dropout('drop', IMAGE, 0.1) }), target(['drop'])).rejected).toEqual([
      'drop is still a Dropout, only with other settings: p is 0.1 where the baseline has 0.5',
    ]);
  });

  test('marked by its argument', () => {
    const byArgument = target([], { settingNames: ['p'], classNames: ['Dropout'], definesModules: false });
    expect(notesOfFaithful(baseline, withLayers({ drop: dropout('drop', IMAGE, 0) }), byArgument)).toEqual([]);
    expect(judge(baseline, baseline, byArgument).rejected).toContain('p is still 0.5');
    expect(judge(baseline, withLayers({ drop: dropout('drop', IMAGE, 0.1) }), byArgument).suspicious).toEqual([
      'p is 0.1 where the baseline has 0.5, which does not switch it off',
    ]);
  });
});

describe('a wrong layer', () => {
  test('another one of the same kind is gone instead', () => {
    const layers = [
      conv('conv1', 1, 16, 14),
      conv('conv2', 16, 16, 14),
      conv('conv3', 16, 16, 14),
      linear('fc', 3136, 10),
    ];
    const [conv1, conv2, , fc] = layers;
    const variant = run([
      model(
        'Net',
        [conv1, conv2, fc].flatMap((each) => each ?? []),
      ),
    ]);
    expect(judge(run([model('Net', layers)]), variant, target(['conv2'])).rejected).toEqual([
      'conv2 still takes part',
      'conv3 is gone too (Conv2d, 2,320 parameters)',
    ]);
  });

  test('both of the same kind are gone', () => {
    const layers = [
      conv('conv1', 1, 16, 14),
      conv('conv2', 16, 16, 14),
      conv('conv3', 16, 16, 14),
      linear('fc', 3136, 10),
    ];
    const [conv1, , conv3, fc] = layers;
    const without = (rest: (typeof layers)[number][]) => run([model('Net', rest)]);
    const pick = (...some: ((typeof layers)[number] | undefined)[]) => some.flatMap((each) => each ?? []);
    expect(judge(without(layers), without(pick(conv1, fc)), target(['conv2'])).rejected).toHaveLength(1);
    expect(judge(without(layers), without(pick(conv1, conv3 && idle(conv3), fc)), target(['conv2'])).rejected).toEqual([
      'conv3 is no longer called (Conv2d, 2,320 parameters), which only followed conv2',
    ]);
    expect(notesOfFaithful(without(layers), without(pick(conv1, conv3, fc)), target(['conv2']))).toEqual([]);
  });
});

describe('elements of a Sequential', () => {
  const features = (...layers: ReturnType<typeof conv>[]) =>
    run([
      model('Net', layers.map((each, index) => ({ ...each, name: `features.${index}` })).concat(linear('fc', 784, 10))),
    ]);
  const elements = [
    conv('', 1, 16, 14),
    relu('', IMAGE),
    conv('', 16, 16, 14),
    relu('', IMAGE),
    maxPool('', 16, 14),
    dropout('', [BATCH, 16, 7, 7]),
  ];
  const without = (...indices: number[]) => features(...elements.filter((_, index) => !indices.includes(index)));

  test('the indices behind one that is gone shift', () => {
    expect(notesOfFaithful(without(), without(2), target(['features.2'], { classNames: ['Conv2d'] }))).toEqual([]);
    expect(notesOfFaithful(without(), without(5), target(['features.5']))).toEqual([]);
    expect(notesOfFaithful(without(), without(5), target([], { classNames: ['Dropout'] }))).toEqual([]);
  });

  test('an activation right behind may go with it', () => {
    expect(notesOfFaithful(without(), without(2, 3), target(['features.2']))).toEqual([
      'features.3 is gone too (ReLU), which only followed features.2',
    ]);
  });

  test('another one is gone', () => {
    expect(judge(without(), without(0), target(['features.2'])).rejected).not.toEqual([]);
    expect(judge(without(), without(4), target(['features.5'])).rejected).toEqual([
      'features.5 still takes part',
      'features.4 is gone too (MaxPool2d)',
    ]);
  });

  test('the pooling behind it is gone as well', () => {
    expect(judge(without(), without(2, 3, 4), target(['features.2'])).suspicious).toEqual([
      'features.4 is gone too (MaxPool2d), which only followed features.2',
    ]);
  });

  test('of two by class alone, one is gone or both', () => {
    const two = [conv('', 1, 16, 14), dropout('', IMAGE), conv('', 16, 16, 14), dropout('', IMAGE)];
    const [first, drop, second] = two;
    const one = [first, drop, second].flatMap((each) => each ?? []);
    const none = [first, second].flatMap((each) => each ?? []);
    const known = target([], { classNames: ['Dropout'], occurrence: 'once' });
    expect(notesOfFaithful(features(...two), features(...one), known)).toEqual([]);
    expect(judge(features(...two), features(...none), known).rejected).toEqual([
      'features.1 and features.3 are gone, more than the one Dropout that is marked',
    ]);
    const repeated = target([], { classNames: ['Dropout'], occurrence: 'repeated' });
    expect(notesOfFaithful(features(...two), features(...none), repeated)).toEqual([]);
    expect(judge(features(...two), features(...one), repeated).suspicious).toEqual(['features.1 still takes part']);
    expect(judge(features(...two), features(...two), known).rejected).toEqual([
      'features.1 and features.3 still take part',
    ]);
  });
});

describe('other things that are the component', () => {
  test('spectral norm, in both of the forms that PyTorch has', () => {
    const plain = linear('fc', 64, 10);
    const hooked = {
      ...plain,
      parameters: { bias: [10], weight_orig: [10, 64] },
      buffers: { weight_u: [10], weight_v: [64] },
    };
    const named = target(['fc'], { classNames: ['spectral_norm'], definesModules: false });
    expect(notesOfFaithful(run([model('D', [hooked])]), run([model('D', [plain])]), named)).toEqual([]);
    expect(judge(run([model('D', [hooked])]), run([model('D', [hooked])]), named).rejected).toEqual([
      'fc still takes part',
    ]);

    const inner = layer('fc.parametrizations.weight', 'ParametrizationList', { parameters: { original: [10, 64] } });
    const wrapped = [{ ...plain, type: 'ParametrizedLinear', parameters: { bias: [10] } }, inner];
    const tree = { 'fc.parametrizations': 'ModuleDict' };
    expect(notesOfFaithful(run([model('D', wrapped, tree)]), run([model('D', [plain])]), named)).toEqual([]);
  });

  test('a wrapper around modules that stay', () => {
    const inside = [linear('body.fn.0', 16, 16), relu('body.fn.1', [BATCH, 16])];
    const bare = [linear('body.0', 16, 16), relu('body.1', [BATCH, 16])];
    const before = run([model('Net', inside, { body: 'Residual' })]);
    const after = run([model('Net', bare)]);
    expect(notesOfFaithful(before, after, target(['body'], { classNames: ['Residual'] }))).toEqual([]);
    expect(judge(before, after, target(['body'])).rejected).toEqual(['body.fn still takes part']);
  });

  test('a block whose forward only gives back what it is given', () => {
    const block = [conv('conv', 1, 16, 14), linear('se.fc1', 16, 4), linear('se.fc2', 4, 16), linear('fc', 3136, 10)];
    const hollow = block.map((each) => (each.name.startsWith('se.') ? idle(each) : each));
    const tree = { se: 'SEBlock' };
    const before = run([model('Net', block, tree)]);
    const emptied = run([model('Net', hollow, tree)]);
    const called = {
      ...emptied,
      models: emptied.models.map((each) => ({
        ...each,
        modules: each.modules.map((module) => (module.name === 'se' ? { ...module, calls: 2, order: 2 } : module)),
      })),
    };
    expect(judge(before, called, target(['se'])).rejected).toEqual([
      'se still owns 148 parameters in the optimizer, though nothing uses it',
    ]);
  });
});

describe('less than a removal', () => {
  test('a norm without its own parameters is a norm', () => {
    const norm = batchNorm('norm', 16, 14);
    const plain = { ...norm, settings: norm.settings.replace('affine=True', 'affine=False'), parameters: {} };
    const of = (each: typeof norm) => run([model('Net', [conv('conv', 1, 16, 14), each, linear('fc', 3136, 10)])]);
    expect(judge(of(norm), of(plain), target(['norm'])).rejected).toEqual([
      'norm is still a BatchNorm2d, only with other settings: affine is False where the baseline has True',
    ]);
  });

  test('a block of which one layer goes on under its name', () => {
    const block = [conv('block.conv1', 16, 16, 14), batchNorm('block.bn1', 16, 14), conv('block.conv2', 16, 16, 14)];
    const of = (layers: typeof block) =>
      run([model('Net', [conv('stem', 1, 16, 14), ...layers, linear('fc', 3136, 10)], { block: 'BasicBlock' })]);
    const named = target(['block'], { classNames: ['BasicBlock'] });
    expect(judge(of(block), of([conv('block', 16, 16, 14)]), named).rejected).toContain('block.conv1 still takes part');
    const skipping = [...block, identity('block.shortcut', IMAGE)];
    expect(notesOfFaithful(of(skipping), of([identity('block', IMAGE)]), named)).toEqual([]);
  });
});
