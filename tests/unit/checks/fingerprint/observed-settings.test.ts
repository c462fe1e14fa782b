import { describe, expect, test } from 'vitest';
import type { Fingerprint } from '../../../../src/core/fingerprint.js';
import { compareFingerprints } from '../../../../src/checks/fingerprint/compare-fingerprints.js';
import { ADAM, adam, judge, loader, notesOfFaithful, run, target } from './build-fingerprint.js';
import { BATCH, dropout, idle, layer, linear, model } from './build-layers.js';

const models = [model('Net', [linear('a', 64, 32), dropout('drop', [BATCH, 32]), linear('b', 32, 10)])];
const without = [model('Net', [linear('a', 64, 32), linear('b', 32, 10)])];
const baseline = run(models);
const drop = target(['drop']);
const variant = (more: Partial<Fingerprint> = {}): Fingerprint => run(without, more);

describe('the optimizer', () => {
  const withAdam = (settings: Record<string, string>, type?: string) =>
    variant({ optimizers: [adam(without, { ...ADAM, ...settings }, type)] });

  test.each([
    ['lr', '0.01', 'lr of Adam is 0.01 where the baseline has 0.001'],
    ['weight_decay', '0', 'weight_decay of Adam is 0 where the baseline has 0.01'],
    ['betas', '(0.5, 0.999)', 'betas of Adam is (0.5, 0.999) where the baseline has (0.9, 0.999)'],
  ])('%s', (name, value, message) => {
    expect(judge(baseline, withAdam({ [name]: value }), drop).rejected).toEqual([message]);
  });

  test('the same value written otherwise', () => {
    expect(notesOfFaithful(baseline, withAdam({ lr: '1e-3', weight_decay: '1e-2' }), drop)).toEqual([]);
  });

  test('another class, one more, one less, another group', () => {
    expect(judge(baseline, withAdam({}, 'SGD'), drop).rejected).toEqual([
      'the optimizer is SGD where the baseline has Adam',
    ]);
    expect(judge(baseline, variant({ optimizers: [adam(without), adam([])] }), drop).rejected).toEqual([
      'an optimizer is new: Adam',
    ]);
    expect(judge(baseline, variant({ optimizers: [] }), drop).rejected).toEqual([
      'the optimizer Adam is gone (2,410 parameters)',
    ]);
  });

  test('weight decay as the component', () => {
    const decay = target([], { settingNames: ['weight_decay'], kinds: ['optimizer'], definesModules: false });
    const same = (settings: Record<string, string>) =>
      run(models, { optimizers: [adam(models, { ...ADAM, ...settings })] });
    expect(notesOfFaithful(baseline, same({ weight_decay: '0' }), decay)).toEqual([]);
    expect(judge(baseline, same({}), decay).rejected).toEqual(['weight_decay is still 0.01']);
    expect(judge(baseline, same({ weight_decay: '0.001' }), decay).suspicious).toEqual([
      'weight_decay is 0.001 where the baseline has 0.01, which does not switch it off',
    ]);
    expect(judge(baseline, same({ weight_decay: '0', lr: '0.1' }), decay).rejected).toEqual([
      'lr of Adam is 0.1 where the baseline has 0.001',
    ]);
  });

  test('a probability of a configuration that every dropout follows', () => {
    const net = (p: number) => [
      model('Net', [dropout('first', [BATCH, 64], p), linear('a', 64, 32), dropout('second', [BATCH, 32], p)]),
    ];
    const rate = target([], { settingNames: ['hidden_dropout_prob'], settingOwners: ['BertConfig'], kinds: ['other'] });
    expect(notesOfFaithful(run(net(0.1)), run(net(0)), rate)).toEqual([]);
    const one = [model('Net', [dropout('first', [BATCH, 64], 0)])];
    expect(judge(run(net(0.1)), run(one), rate).rejected.join()).toContain('a is gone');
  });

  test('a group that owned only the component', () => {
    const group = (parameters: number, lr: string) => ({ settings: { ...ADAM, lr }, tensors: 2, parameters });
    const before = { ...adam(models), groups: [group(2080, '0.001'), group(330, '0.01')] };
    const after = { ...adam(models), groups: [group(2080, '0.001')] };
    const only = [model('Net', [linear('a', 64, 32)])];
    expect(
      notesOfFaithful(run(models, { optimizers: [before] }), run(only, { optimizers: [after] }), target(['b', 'drop'])),
    ).toEqual([]);
    expect(judge(run(models, { optimizers: [before] }), variant({ optimizers: [after] }), drop).rejected).toEqual([
      'a parameter group of Adam is gone (330 parameters)',
    ]);
  });
});

describe('schedulers and losses', () => {
  const cosine = { type: 'CosineAnnealingLR', settings: { T_max: '10', eta_min: '0', last_epoch: '0' } };
  const scheduled = run(models, { schedulers: [cosine] });

  test('as they were', () => {
    expect(notesOfFaithful(scheduled, variant({ schedulers: [cosine] }), drop)).toEqual([]);
    expect(judge(scheduled, variant(), drop).rejected).toEqual(['the scheduler CosineAnnealingLR is gone']);
    expect(judge(baseline, variant({ schedulers: [cosine] }), drop).rejected).toEqual([
      'a scheduler is new: CosineAnnealingLR',
    ]);
    const longer = { ...cosine, settings: { ...cosine.settings, T_max: '20' } };
    expect(judge(scheduled, variant({ schedulers: [longer] }), drop).rejected).toEqual([
      'T_max of CosineAnnealingLR is 20 where the baseline has 10',
    ]);
  });

  test('the scheduler as the component', () => {
    const named = target(['scheduler'], { classNames: ['CosineAnnealingLR'], kinds: ['scheduler'] });
    const lr = (rate: string, more = {}) => ({ optimizers: [adam(models, { ...ADAM, lr: rate, ...more })] });
    const before = run(models, { schedulers: [cosine], ...lr('0.0009', { initial_lr: '0.001' }) });
    expect(notesOfFaithful(before, run(models, lr('0.001')), named)).toEqual([]);
    expect(judge(before, run(models, lr('0.01')), named).rejected).toEqual([
      'lr is 0.01 without the scheduler, where the baseline starts from 0.001',
    ]);
    expect(judge(before, before, named).rejected).toEqual(['the scheduler CosineAnnealingLR still takes part']);
  });

  test('label smoothing as the component', () => {
    const smoothing = target([], { settingNames: ['label_smoothing'], kinds: ['loss'], definesModules: false });
    const loss = (value: string) => ({
      losses: [{ type: 'CrossEntropyLoss', settings: { reduction: "'mean'", label_smoothing: value } }],
    });
    expect(notesOfFaithful(run(models, loss('0.1')), run(models, loss('0.0')), smoothing)).toEqual([]);
    expect(judge(run(models, loss('0.1')), run(models, loss('0.1')), smoothing).rejected).toEqual([
      'label_smoothing is still 0.1',
    ]);
    expect(judge(run(models, loss('0.1')), variant(loss('0.0')), drop).rejected).toEqual([
      'label_smoothing of CrossEntropyLoss is 0.0 where the baseline has 0.1',
    ]);
  });

  test('another loss', () => {
    const losses = [{ type: 'MSELoss', settings: { reduction: "'mean'" } }];
    expect(judge(baseline, variant({ losses }), drop).rejected).toEqual([
      'the loss CrossEntropyLoss is gone',
      'a loss is new: MSELoss',
    ]);
  });
});

describe('what is loaded', () => {
  const loaded = (more: Parameters<typeof loader>[0]) => variant({ loaders: [loader(more)] });
  const settings = loader().settings;

  test.each([
    [{ datasetLength: 100 }, 'the length of the loader is 100 where the baseline has 1,437'],
    [{ settings: { ...settings, batch_size: '16' } }, 'batch_size of the loader is 16 where the baseline has 8'],
    [{ settings: { ...settings, drop_last: 'True' } }, 'drop_last of the loader is True where the baseline has False'],
    [{ datasetType: 'Subset' }, 'the data set of the loader is Subset'],
    [{ samples: { 0: 'xx', 1: 'bb' } }, "sample 0 of the loader differs from the baseline's"],
    [{ contents: { tensors: 'xx' } }, "the data tensors of the loader differs from the baseline's"],
    [{ transforms: 'transform: ToTensor()' }, 'ToTensor() is new among the transforms of the loader'],
  ])('%o', (more, message) => {
    expect(judge(baseline, loaded(more), drop).rejected).toContain(message);
  });

  test('how fast it is loaded is only noted', () => {
    expect(notesOfFaithful(baseline, loaded({ settings: { ...settings, num_workers: '4' } }), drop)).toEqual([
      'num_workers of the loader is 4 where the baseline has 0',
    ]);
  });

  test('one is gone, or new', () => {
    const evaluation = loader({ datasetLength: 360, settings: { ...settings, shuffle: 'False' } });
    const both = run(models, { loaders: [loader(), evaluation] });
    expect(notesOfFaithful(both, variant({ loaders: [loader(), evaluation] }), drop)).toEqual([]);
    expect(judge(both, variant(), drop).rejected).toEqual(['a loader is gone: TensorDataset of 360 samples']);
    expect(judge(baseline, variant({ loaders: [loader(), evaluation] }), drop).rejected).toEqual([
      'a loader is new: TensorDataset of 360 samples',
    ]);
  });
});

describe('transforms as the component', () => {
  const FULL = 'transform: Compose( RandomCrop(size=(32, 32), padding=4) RandomHorizontalFlip(p=0.5) ToTensor() )';
  const flip = target([], { classNames: ['RandomHorizontalFlip'], kinds: ['data'], definesModules: false });
  const of = (transforms: string, more: Partial<Fingerprint> = {}) =>
    run(models, { loaders: [loader({ transforms, samples: { 0: transforms } })], ...more });

  test.each([
    ['gone', 'transform: Compose( RandomCrop(size=(32, 32), padding=4) ToTensor() )'],
    ['gone, in several lines', 'Compose(\n    RandomCrop(size=(32, 32), padding=4)\n    ToTensor()\n)'],
  ])('%s', (_, transforms) => {
    expect(notesOfFaithful(of(FULL), of(transforms), flip)).toEqual([]);
  });

  test('one without a frame is equal to a frame of one', () => {
    const one = target([], { classNames: ['RandomHorizontalFlip'], kinds: ['data'] });
    const [before, after] = ['transform: Compose( RandomHorizontalFlip(p=0.5) ToTensor() )', 'transform: ToTensor()'];
    expect(notesOfFaithful(of(before), of(after), one)).toEqual([]);
    expect(
      notesOfFaithful(
        of('transform: Compose([ Flip(p=0.5), Crop(4, 4), ], p=1.0)'),
        of('transform: Compose([ Crop(4, 4), ], p=1.0)'),
        target([], { classNames: ['Flip'], kinds: ['data'] }),
      ),
    ).toEqual([]);
  });

  test.each([
    ['unchanged', FULL, 'RandomHorizontalFlip still takes part in the transforms'],
    [
      'another is gone as well',
      'transform: ToTensor()',
      'RandomCrop(size=(32, 32), padding=4) is gone from the transforms of the loader',
    ],
    [
      'another is new',
      'transform: Compose( RandomCrop(size=(32, 32), padding=4) Blur() ToTensor() )',
      'Blur() is new among the transforms of the loader',
    ],
    [
      'another was changed',
      'transform: Compose( RandomCrop(size=(32, 32), padding=2) ToTensor() )',
      'a transform of the loader is RandomCrop(size=(32, 32), padding=2) where the baseline has RandomCrop(size=(32, 32), padding=4)',
    ],
  ])('%s', (_, transforms, message) => {
    expect(judge(of(FULL), of(transforms), flip).rejected).toContain(message);
  });

  test('its probability as the component', () => {
    const p = target([], { settingNames: ['p'], classNames: ['RandomHorizontalFlip'], kinds: ['data'] });
    expect(notesOfFaithful(of(FULL), of(FULL.replace('p=0.5', 'p=0.0')), p)).toEqual([]);
  });

  test('in the training set only', () => {
    const plain = loader({ transforms: 'transform: ToTensor()', datasetLength: 360 });
    const both = (transforms: string) => run(models, { loaders: [loader({ transforms }), plain] });
    const less = 'transform: Compose( RandomCrop(size=(32, 32), padding=4) ToTensor() )';
    expect(notesOfFaithful(both(FULL), both(less), flip)).toEqual([]);
  });

  test('random numbers drawn before the model', () => {
    const shifted = of('transform: Compose( RandomCrop(size=(32, 32), padding=4) ToTensor() )', {
      randomState: 'other',
    });
    expect(notesOfFaithful(of(FULL), shifted, flip)).toEqual([
      "the random state before the model's construction differs: another seed, or random numbers drawn before it",
    ]);
  });

  test('a text that was cut is compared as far as it goes', () => {
    const cut = (steps: string) => `transform: Compose( ${steps} Normali... #ab12cd34`;
    const [before, after] = [
      cut('RandomCrop(4) RandomHorizontalFlip(p=0.5) ToTensor()'),
      cut('RandomCrop(4) ToTensor() Grayscale()').replace('ab12', 'cd12'),
    ];
    expect(notesOfFaithful(of(before), of(after), flip)).toEqual([
      'the transforms of the loader differ, and are too long to be seen in full',
    ]);
    expect(judge(of(before), of(after), drop).rejected).not.toEqual([]);
  });
});

describe('the first batch', () => {
  const input = (more: object) => {
    const [first] = without;
    return run(first === undefined ? [] : [{ ...first, inputs: first.inputs.map((each) => ({ ...each, ...more })) }]);
  };

  test.each([
    [{ shape: [16, 64] }, 'the first batch of Net has 16 samples where the baseline has 8'],
    [{ shape: [8, 32] }, 'the first batch of Net is 8×32 where the baseline has 8×64'],
    [{ dtype: 'float64' }, 'Net is given float64 where the baseline has float32'],
    [{ device: 'cuda:0' }, 'Net is on cuda:0 where the baseline is on cpu'],
  ])('%o', (more, message) => {
    expect(judge(baseline, input(more), drop).rejected).toEqual([message]);
  });

  test('another order', () => {
    expect(notesOfFaithful(baseline, input({ sha256: 'other' }), drop)).toEqual(['random stream shifted']);
    expect(judge(baseline, { ...input({ sha256: 'other' }), randomState: 'state-1' }, drop).rejected).toEqual([
      "the random state before the model's construction differs: another seed, or random numbers drawn before it",
    ]);
  });

  test('features that are taken out of the data', () => {
    const narrow = [model('Net', [linear('a', 48, 32), dropout('drop', [BATCH, 32]), linear('b', 32, 10)])];
    const features = target(['texture'], { kinds: ['data'], definesModules: false });
    expect(notesOfFaithful(baseline, run(narrow), features)).toEqual([
      'a was resized to what it is given now: in features 48 where the baseline has 64',
      'the first batch of Net is 8×48 where the baseline has 8×64',
    ]);
    expect(judge(baseline, run(narrow), drop).rejected).not.toEqual([]);
    const wider = [model('Net', [linear('a', 48, 64), dropout('drop', [BATCH, 64]), linear('b', 64, 10)])];
    expect(judge(baseline, run(wider), features).rejected).toEqual([
      'the wrong neighbour was resized: a has out features 64 where the baseline has 32',
    ]);
  });
});

describe('how far it came', () => {
  test('it ended before the steps were taken', () => {
    expect(judge(baseline, variant({ steps: 0, ending: 'ended' }), drop).rejected).toEqual([
      'it ended by itself after 0 steps where the baseline took 2',
    ]);
  });

  test('functions of the script', () => {
    const functions = ['train.py:Net.forward', 'train.py:<lambda>'];
    const traced = (more: string[]) => [...functions, ...more];
    expect(
      judge({ ...baseline, functions }, variant({ functions: traced(['train.py:cheat']) }), drop).suspicious,
    ).toEqual(['train.py:cheat is called, which the baseline does not call']);
    expect(
      notesOfFaithful({ ...baseline, functions: traced(['train.py:evaluate']) }, variant({ functions }), drop),
    ).toEqual(['train.py:evaluate is not called, which the baseline calls']);
  });
});

describe('confounds and structure', () => {
  test('parameters that were trained', () => {
    expect(compareFingerprints(baseline, variant(), drop)).toMatchObject({
      confounds: { baselineParameters: 2410, variantParameters: 2410 },
    });
    const idling = run([model('Net', [linear('a', 64, 32), idle(linear('b', 32, 10))])]);
    expect(compareFingerprints(baseline, idling, target(['b', 'drop'])).confounds).toEqual({
      baselineParameters: 2410,
      variantParameters: 2080,
    });
  });

  test('nothing was seen', () => {
    const nothing = run([], { optimizers: [], losses: [], loaders: [], operations: {} });
    expect(compareFingerprints(nothing, { ...nothing, evaluated: false, steps: 3 }, drop)).toEqual({
      evidence: [
        {
          severity: 'note',
          aspect: 'structure',
          message: 'structure not checked: no module, estimator or optimizer was seen',
        },
      ],
      confounds: {},
    });
  });
});

describe('an input of the model that only the component was given', () => {
  const embedding = layer('embedding', 'Embedding', {
    settings: '5, 4',
    parameters: { weight: [5, 4] },
    input: [BATCH],
    output: [BATCH, 4],
  });
  const net = (layers: Parameters<typeof model>[1], inputs: readonly (readonly [readonly number[], string])[]) =>
    run([
      {
        ...model('Net', layers),
        inputs: inputs.map(([shape, dtype]) => ({ shape, dtype, device: 'cpu' })),
      },
    ]);
  const before = net(
    [embedding, linear('fc', 12, 2)],
    [
      [[BATCH, 8], 'float32'],
      [[BATCH], 'float32'],
    ],
  );

  test('goes with it, and no other', () => {
    const fc = linear('fc', 8, 2);
    expect(notesOfFaithful(before, net([fc], [[[BATCH, 8], 'float32']]), target(['embedding']))).toContain(
      'Net is given 1 tensor where the baseline gives it 2',
    );
    const wrong = net([{ ...fc, input: [BATCH, 8] }], [[[BATCH], 'float32']]);
    expect(judge(before, wrong, target(['embedding'])).rejected).toContain(
      'Net is given 1 tensor where the baseline gives it 2',
    );
  });
});

describe('a schedule', () => {
  const lr = (rate: string) => ({ optimizers: [adam(models, { ...ADAM, lr: rate })] });
  const schedule = target([], { kinds: ['scheduler'], definesModules: false });

  test('written by hand: its first rate is only noted', () => {
    expect(notesOfFaithful(run(models, lr('0.0001')), run(models, lr('0.001')), schedule)).toEqual([
      'lr is 0.001 without the scheduler, where the baseline starts from 0.0001',
    ]);
  });

  test('inside of the function that a scheduler was given', () => {
    const lambda = (hash: string, epoch = '0') => ({
      schedulers: [{ type: 'LambdaLR', settings: { lr_lambdas: `[main.<locals>.f #${hash}]`, last_epoch: epoch } }],
    });
    expect(notesOfFaithful(run(models, lambda('193edd6f')), run(models, lambda('ffffac78')), schedule)).toEqual([]);
    expect(judge(run(models, lambda('193edd6f')), variant(lambda('ffffac78')), drop).rejected).toHaveLength(1);
    expect(
      judge(run(models, lambda('193edd6f')), run(models, lambda('ffffac78', '5')), schedule).rejected,
    ).toHaveLength(1);
  });
});

test('data where nothing is known of the component: a person has to look', () => {
  const unknown = target([], { kinds: ['other'], definesModules: false });
  const loaded = (transforms: string, samples: string) =>
    run(models, { loaders: [loader({ transforms, samples: { 0: samples } })] });
  const before = loaded('transform: [<function shift>, <function erase>]', 'aa');
  expect(judge(before, loaded('transform: [<function shift>]', 'bb'), unknown)).toMatchObject({
    rejected: [],
    suspicious: [
      '<function erase> is gone from the transforms of the loader',
      "sample 0 of the loader differs from the baseline's",
    ],
  });
  const erase = target(['erase'], { kinds: ['data'], definesModules: false });
  expect(notesOfFaithful(before, loaded('transform: [<function shift>]', 'bb'), erase)).toEqual([]);
  expect(judge(before, loaded('transform: [<function erase>]', 'bb'), erase).rejected).toContain(
    'erase still takes part in the transforms',
  );
});
