import { describe, expect, test } from 'vitest';
import type { Fingerprint } from '../../../../src/core/fingerprint.js';
import { judge, notesOfFaithful, run, target } from './build-fingerprint.js';
import {
  BATCH,
  batchNorm,
  conv,
  dropout,
  frozen,
  identity,
  idle,
  layer,
  linear,
  maxPool,
  model,
  relu,
  type Layer,
} from './build-layers.js';

const IMAGE = [BATCH, 16, 14, 14];
const LAYERS = {
  conv1: conv('conv1', 1, 16, 14),
  bn1: batchNorm('bn1', 16, 14),
  relu1: relu('relu1', IMAGE),
  conv2: conv('conv2', 16, 16, 14),
  bn2: batchNorm('bn2', 16, 14),
  relu2: relu('relu2', IMAGE),
  pool: maxPool('pool', 16, 14),
  drop: dropout('drop', [BATCH, 16, 7, 7]),
  fc: linear('fc', 784, 10),
};
type Change = Partial<Record<keyof typeof LAYERS, Layer | null>>;
const net = (change: Change = {}, added: readonly Layer[] = []): Fingerprint =>
  run([model('Net', [...Object.values({ ...LAYERS, ...change }).flatMap((each) => each ?? []), ...added])]);
const baseline = net();
const conv2 = target(['conv2'], { classNames: ['Conv2d'], ownerClasses: ['Net'] });

test('the component alone', () => {
  expect(notesOfFaithful(baseline, net({ conv2: null }), conv2)).toEqual([]);
});

describe('what is gone besides the component', () => {
  test('a norm behind it learns something of its own', () => {
    expect(judge(baseline, net({ conv2: null, bn2: null }), conv2).rejected).toEqual([
      'bn2 is gone too (BatchNorm2d, 32 parameters), which only followed conv2',
    ]);
  });

  test('left without use behind it: a consequence', () => {
    const variant = net({ conv2: null, bn2: idle(LAYERS.bn2) });
    expect(notesOfFaithful(baseline, variant, conv2)).toEqual([
      'bn2 is no longer called (BatchNorm2d, 32 parameters), which only followed conv2',
    ]);
  });

  test('a norm that led into it, with the branch or out of a chain', () => {
    const layers = Object.values({ ...LAYERS, relu1: null }).flatMap((each) => each ?? []);
    const before = run([model('Net', layers)]);
    const variant = net({ conv2: null, bn1: null, relu1: null });
    const clause = 'bn1 is gone too (BatchNorm2d, 32 parameters), which only fed conv2';
    expect(judge(before, variant, conv2)).toMatchObject({ rejected: [], suspicious: [clause] });
    const added = { ...before, operations: { ...before.operations, AddBackward0: 1 } };
    expect(notesOfFaithful(added, variant, conv2)).toEqual([clause]);
  });

  test('an activation next to a norm or a dropout is another component', () => {
    const variant = net({ bn1: null, relu1: null });
    expect(judge(baseline, variant, target(['bn1'])).rejected).toEqual([
      'relu1 is gone too (ReLU), which only followed bn1',
    ]);
  });

  test('an activation next to it', () => {
    expect(notesOfFaithful(baseline, net({ conv2: null, relu1: null }), conv2)).toEqual([
      'relu1 is gone too (ReLU), which only fed conv2',
    ]);
  });

  test.each([['drop'], ['fc'], ['pool'], ['bn1']] as const)('%s, which has nothing to do with it', (name) => {
    const { rejected } = judge(baseline, net({ conv2: null, [name]: null }), conv2);
    expect(rejected).toEqual([expect.stringMatching(new RegExp(`^${name} is gone too`)) as string]);
  });

  test.each([['drop'], ['bn1'], ['relu2']] as const)('%s is an Identity now', (name) => {
    const shape = LAYERS[name].input ?? [];
    const { rejected } = judge(baseline, net({ conv2: null, [name]: identity(name, shape) }), conv2);
    expect(rejected).toEqual([expect.stringMatching(`^${name} was replaced by an Identity too`) as string]);
  });

  test('fc is no longer called', () => {
    expect(judge(baseline, net({ conv2: null, fc: idle(LAYERS.fc) }), conv2).rejected).toEqual([
      'fc is no longer called (Linear, 7,850 parameters)',
    ]);
  });

  test('no model is called at all', () => {
    expect(judge(baseline, run([]), conv2).rejected).toContain('no module was called, where the baseline calls Net');
  });

  test('more than half of what the component has', () => {
    const layers = [
      linear('in', 64, 8),
      layer('scale', 'LayerNorm', { parameters: { weight: [8], bias: [8] }, input: [BATCH, 8] }),
      linear('gate', 8, 1),
      linear('out', 8, 10),
    ];
    const [first, scale, , last] = layers;
    const pick = (...some: (Layer | undefined)[]) =>
      run([
        model(
          'Net',
          some.flatMap((each) => each ?? []),
        ),
      ]);
    expect(judge(pick(...layers), pick(first, last), target(['gate'])).suspicious).toEqual([
      'scale is gone too (LayerNorm, 16 parameters), which only fed gate',
    ]);
    expect(scale).toBeDefined();
  });
});

describe('what is new', () => {
  test('a layer with parameters', () => {
    expect(judge(baseline, net({ conv2: null }, [linear('proj', 10, 10)]), conv2).rejected).toEqual([
      'a new Linear was added: proj (110 parameters)',
    ]);
  });

  test('without parameters, or doing nothing', () => {
    expect(judge(baseline, net({ conv2: null }, [layer('act', 'Tanh')]), conv2).suspicious).toEqual([
      'a new Tanh was added: act',
    ]);
    expect(notesOfFaithful(baseline, net({ conv2: null }, [identity('skip', [BATCH, 10])]), conv2)).toEqual([]);
  });

  test('a second model', () => {
    const variant = net({ conv2: null });
    const second = model('Helper', [linear('a', 4, 4)]);
    expect(judge(baseline, run([...variant.models, second]), conv2).rejected).toEqual([
      'a new model Helper was added (20 parameters)',
    ]);
  });

  test('something that the baseline defines and does not call', () => {
    const unused = net({ drop: idle(LAYERS.fc) });
    const [before, after] = [
      run([model('Net', [LAYERS.conv1, LAYERS.conv2, idle({ ...LAYERS.fc, name: 'aux' }), LAYERS.fc])]),
      run([model('Net', [LAYERS.conv1, { ...LAYERS.fc, name: 'aux' }, LAYERS.fc])]),
    ];
    expect(unused.models).toHaveLength(1);
    expect(judge(before, after, conv2).rejected).toEqual([
      'aux takes part, which it does not in the baseline (7,850 parameters)',
    ]);
  });
});

describe('settings of what stays', () => {
  const changed = (name: keyof typeof LAYERS, from: string, to: string): Fingerprint =>
    net({ conv2: null, [name]: { ...LAYERS[name], settings: LAYERS[name].settings.replace(from, to) } });

  test.each([
    ['bn1', 'eps=1e-05', 'eps=0.001', 'bn1 has eps 0.001 where the baseline has 1e-05'],
    ['drop', 'p=0.5', 'p=0.2', 'drop has p 0.2 where the baseline has 0.5'],
    ['conv1', 'padding=(1, 1)', 'padding=(2, 2)', 'conv1 has padding (2, 2) where the baseline has (1, 1)'],
    ['conv1', ', padding=(1, 1)', '', 'conv1 has padding none where the baseline has (1, 1)'],
    ['pool', 'stride=2', 'stride=1', 'pool has stride 1 where the baseline has 2'],
  ] as const)('%s: %s became %s', (name, from, to, message) => {
    expect(judge(baseline, changed(name, from, to), conv2).rejected).toEqual([message]);
  });

  test('another class in the place of one that stays', () => {
    const variant = net({ conv2: null, relu1: layer('relu1', 'GELU', { input: IMAGE }) });
    expect(judge(baseline, variant, conv2).rejected).toEqual(['relu1 is a GELU where the baseline has a ReLU']);
  });
});

describe('whether what stays is trained', () => {
  test('frozen', () => {
    expect(judge(baseline, net({ conv2: null, conv1: frozen(LAYERS.conv1) }), conv2).rejected).toEqual([
      'conv1 is frozen, though the baseline trains it (160 parameters)',
    ]);
  });

  test('no longer in the optimizer', () => {
    const conv1 = { ...LAYERS.conv1, training: 'no-gradient-and-not-owned' } as const;
    expect(judge(baseline, net({ conv2: null, conv1 }), conv2).rejected).toEqual([
      'conv1 is no longer in any optimizer (160 parameters)',
    ]);
  });

  test('no gradient', () => {
    const conv1 = { ...LAYERS.conv1, training: 'leftover' } as const;
    expect(judge(baseline, net({ conv2: null, conv1 }), conv2).suspicious).toEqual([
      'conv1 is called and gets no gradient any more (160 parameters)',
    ]);
    const fc = { ...LAYERS.fc, training: 'leftover' } as const;
    expect(judge(baseline, net({ conv2: null, fc }), conv2).rejected).toEqual([
      'fc is called and gets no gradient any more (7,850 parameters)',
    ]);
  });

  test('called more often', () => {
    expect(judge(baseline, net({ conv2: null, fc: { ...LAYERS.fc, calls: 4 } }), conv2).suspicious).toEqual([
      'fc is called 4 times where the baseline calls it 2 times',
    ]);
  });

  test('one activation for all of it is called less often', () => {
    const shared = (calls: number) => ({ ...relu('relu1', IMAGE), calls });
    const before = net({ relu1: shared(4), relu2: null });
    expect(notesOfFaithful(before, net({ relu1: shared(2), relu2: null, conv2: null }), conv2)).toEqual([]);
  });
});

describe('operations behind the loss', () => {
  const variant = net({ conv2: null });
  const withOperations = (more: Record<string, number>) => ({
    ...variant,
    operations: { ...variant.operations, ...more },
  });

  test.each([
    ['AddBackward0', 1, 'something is added: of additions, 1 of them lead to the loss where the baseline has 0'],
    ['MulBackward0', 2, 'something is scaled: of multiplications, 2 of them lead to the loss where the baseline has 1'],
    [
      'SigmoidBackward0',
      1,
      'something new is computed: of Sigmoid operations, 1 of them lead to the loss where the baseline has 0',
    ],
  ])('%s', (name, times, message) => {
    expect(judge(baseline, withOperations({ [name]: times }), conv2).suspicious).toEqual([message]);
  });

  test('arranging numbers is harmless', () => {
    expect(
      notesOfFaithful(baseline, withOperations({ ViewBackward0: 3, CatBackward0: 1, CloneBackward0: 1 }), conv2),
    ).toEqual([]);
  });

  test('a linear layer on an input that is not contiguous', () => {
    const apart = withOperations({ AddmmBackward0: 0, MmBackward0: 1, AddBackward0: 1, UnsafeViewBackward0: 1 });
    expect(notesOfFaithful(baseline, apart, conv2)).toEqual([]);
  });
});

describe('what the component itself left in the graph', () => {
  test('a function does the same without the module', () => {
    const variant = { ...net({ drop: null }), operations: baseline.operations };
    expect(judge(baseline, variant, target(['drop'])).suspicious).toEqual([
      'drop is gone, yet the loss is computed by the same operations: something may stand in for it',
    ]);
  });

  test('more than a dropout or a norm is gone', () => {
    const before = { ...baseline, operations: { ...baseline.operations, AddBackward0: 2, SoftmaxBackward0: 1 } };
    const { operations } = net({ drop: null });
    const variant = net({ drop: null }, []);
    expect(
      judge(before, { ...variant, operations: { ...operations, AddBackward0: 2 } }, target(['drop'])).suspicious,
    ).toEqual(['more than a Dropout is gone: of Softmax operations, 1 lead to the loss where the baseline has 2']);
    const whole = { ...operations, AddBackward0: 2, SoftmaxBackward0: 1 };
    expect(notesOfFaithful(before, { ...variant, operations: whole }, target(['drop']))).toEqual([]);
  });
});

test('a component of which nothing is known', () => {
  const unknown = target([], { kinds: ['other'] });
  expect(notesOfFaithful(baseline, net({ conv2: null }), unknown)).toEqual([
    'conv2 is gone too (Conv2d, 2,320 parameters)',
  ]);
  expect(judge(baseline, net({ conv2: null }, [linear('proj', 10, 10)]), unknown).rejected).toHaveLength(1);
});
