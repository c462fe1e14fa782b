import { describe, expect, test } from 'vitest';
import { adam, judge, notesOfFaithful, run, target } from './build-fingerprint.js';
import {
  BATCH,
  batchNorm,
  conv,
  dropout,
  frozen,
  identity,
  idle,
  layer,
  layerNorm,
  linear,
  model,
  relu,
  type Layer,
} from './build-layers.js';

describe('a ResNet of several blocks', () => {
  const SHAPE = [BATCH, 16, 8, 8];
  const block = (prefix: string, change: (name: string, layer: Layer) => Layer | null = (_, each) => each): Layer[] =>
    [
      conv('conv1', 16, 16, 8),
      batchNorm('bn1', 16, 8),
      relu('relu', SHAPE),
      conv('conv2', 16, 16, 8),
      batchNorm('bn2', 16, 8),
    ].flatMap((each) => {
      const changed = change(each.name, each);
      return changed === null ? [] : [{ ...changed, name: `${prefix}.${each.name}` }];
    });
  const shortcut = (prefix: string): Layer[] => [
    { ...conv('', 16, 16, 8), name: `${prefix}.downsample.0` },
    { ...batchNorm('', 16, 8), name: `${prefix}.downsample.1` },
  ];
  const CLASSES = {
    blocks: 'ModuleList',
    ...Object.fromEntries([0, 1, 2].map((at) => [`blocks.${at}`, 'BasicBlock'])),
  };
  const net = (
    change?: Parameters<typeof block>[1],
    downsample = shortcut('blocks.2'),
    conv2 = conv('conv2', 3, 16, 8),
  ) =>
    run([
      model(
        'ResNet',
        [
          conv2,
          ...block('blocks.0', change),
          ...block('blocks.1', change),
          ...block('blocks.2', change),
          ...downsample,
          linear('fc', 1024, 10),
        ],
        CLASSES,
      ),
    ]);
  const without =
    (...names: string[]) =>
    (name: string, each: Layer) =>
      names.includes(name) ? null : each;
  const baseline = net();
  const conv2 = target(['conv2'], { classNames: ['Conv2d'], ownerClasses: ['BasicBlock'] });

  test('the mark in the class removes it from every block, and not from the stem', () => {
    expect(notesOfFaithful(baseline, net(without('conv2')), conv2)).toEqual([]);
    expect(judge(baseline, net(undefined, shortcut('blocks.2'), identity('conv2', SHAPE)), conv2).rejected).toContain(
      'blocks.0.conv2, blocks.1.conv2 and blocks.2.conv2 still take part',
    );
  });

  test('one block still has it', () => {
    let blocks = 0;
    const change = (name: string, each: Layer) => (name === 'conv2' && (blocks += 1) < 3 ? null : each);
    expect(judge(baseline, net(change), conv2).rejected).toEqual(['blocks.2.conv2 still takes part']);
  });

  test('a norm goes with it in every block', () => {
    expect(judge(baseline, net(without('conv2', 'bn2')), conv2).rejected).toEqual([
      'blocks.0.bn2, blocks.1.bn2 and blocks.2.bn2 are gone too (BatchNorm2d, 96 parameters), which only followed ' +
        'conv2',
    ]);
  });

  test('one of three equal blocks, by its index', () => {
    const blocks = (...indices: number[]) =>
      run([
        model(
          'ResNet',
          [conv('stem', 3, 16, 8), ...indices.flatMap((_, at) => block(`blocks.${at}`)), linear('fc', 1024, 10)],
          CLASSES,
        ),
      ]);
    expect(
      notesOfFaithful(blocks(0, 1, 2), blocks(0, 2), target(['blocks.1'], { classNames: ['BasicBlock'] })),
    ).toEqual([]);
    expect(judge(blocks(0, 1, 2), blocks(0), target(['blocks.1'])).rejected).toEqual([
      expect.stringContaining('gone too') as string,
    ]);
  });

  test('the addition of the shortcut: the convolution on it has no use any more', () => {
    const skip = target([], {
      kinds: ['other', 'modules'],
      classNames: [],
      settingNames: [],
      moduleNames: ['identity'],
    });
    const before = { ...baseline, operations: { ...baseline.operations, AddBackward0: 3 } };
    const dropped = net(undefined, shortcut('blocks.2').map(idle));
    const { rejected, suspicious } = judge(before, dropped, skip);
    expect(rejected).toEqual([]);
    expect(suspicious).toEqual(['blocks.2.downsample is no longer called (Sequential, 2,352 parameters)']);
    const listed = target(['downsample'], { definesModules: false });
    expect(judge(before, dropped, listed).rejected).toEqual([]);
    const thrownAway = net(
      undefined,
      shortcut('blocks.2').map((each) => ({ ...each, training: 'leftover' })),
    );
    expect(notesOfFaithful(before, thrownAway, skip)).toEqual([
      'blocks.2.downsample.0 and blocks.2.downsample.1 are called and get no gradient any more (2,352 parameters)',
    ]);
  });
});

describe('a transformer', () => {
  const SHAPE = [BATCH, 10, 32];
  const layers: Record<string, Layer> = {
    norm1: layerNorm('norm1', SHAPE),
    attn: layer('attn', 'MultiheadAttention', {
      parameters: { in_proj_weight: [96, 32], in_proj_bias: [96] },
      input: SHAPE,
    }),
    'attn.out_proj': {
      ...linear('attn.out_proj', 32, 32),
      type: 'NonDynamicallyQuantizableLinear',
      calls: 0,
      input: undefined,
      output: undefined,
    },
    drop1: dropout('drop1', SHAPE, 0.1),
    norm2: layerNorm('norm2', SHAPE),
    'mlp.0': linear('mlp.0', 32, 128, [BATCH, 10]),
    'mlp.1': layer('mlp.1', 'GELU', { input: [BATCH, 10, 128] }),
    'mlp.2': linear('mlp.2', 128, 32, [BATCH, 10]),
    drop2: dropout('drop2', SHAPE, 0.1),
  };
  const net = (without: readonly string[], idling: readonly string[] = [], additions = 4) => {
    const blocks = [0, 1].flatMap((at) =>
      Object.entries(layers).flatMap(([name, each]) => {
        if (without.some((gone) => name === gone || name.startsWith(`${gone}.`))) return [];
        return [{ ...(idling.includes(name) ? idle(each) : each), name: `blocks.${at}.${name}` }];
      }),
    );
    const classes = { blocks: 'ModuleList', 'blocks.0': 'Block', 'blocks.1': 'Block' };
    const made = run([
      model(
        'Transformer',
        [linear('embed', 8, 32, [BATCH, 10]), ...blocks, linear('head', 32, 5, [BATCH, 10])],
        classes,
      ),
    ]);
    return { ...made, operations: { ...made.operations, AddBackward0: additions } };
  };
  const attn = target(['attn'], { classNames: ['MultiheadAttention'], ownerClasses: ['Block'] });

  test('the attention alone, with what led into it, or with what is left without use', () => {
    expect(notesOfFaithful(net([]), net(['attn']), attn)).toEqual([]);
    const notes = [
      'blocks.0.norm1 and blocks.1.norm1 are gone too (LayerNorm, 128 parameters), which only fed attn',
      'blocks.0.drop1 and blocks.1.drop1 are gone too (Dropout), which only followed attn',
    ];
    expect(notesOfFaithful(net([]), net(['attn', 'norm1', 'drop1'], [], 2), attn)).toEqual(notes);
    expect(notesOfFaithful(net([]), net(['attn'], ['norm1', 'drop1'], 2), attn)).toHaveLength(2);
  });

  test('with the feed-forward layers, or the other norm', () => {
    expect(judge(net([]), net(['attn', 'mlp']), attn).rejected).toEqual([
      'blocks.0.mlp and blocks.1.mlp are gone too (Sequential, 16,704 parameters)',
    ]);
    expect(judge(net([]), net(['attn', 'norm2']), attn).rejected).toEqual([
      'blocks.0.norm2 and blocks.1.norm2 are gone too (LayerNorm, 128 parameters)',
    ]);
  });

  test('scaled by zero, it still takes part', () => {
    const scaled = { ...net([]), operations: { ...net([]).operations, MulBackward0: 10 } };
    const { rejected } = judge(net([]), scaled, attn);
    expect(rejected).toEqual(['blocks.0.attn and blocks.1.attn still take part']);
  });
});

describe('a VAE', () => {
  const layers = [
    linear('encoder.0', 64, 32),
    relu('encoder.1', [BATCH, 32]),
    linear('fc_mu', 32, 4),
    linear('fc_logvar', 32, 4),
    linear('decoder.0', 4, 32),
    relu('decoder.1', [BATCH, 32]),
    linear('decoder.2', 32, 64),
  ];
  const vae = (more: Readonly<Record<string, number>>, of: readonly Layer[] = layers) => {
    const made = run([model('VAE', of)], { losses: [] });
    return { ...made, operations: { ...made.operations, ...more } };
  };
  const baseline = vae({ AddBackward0: 3, MulBackward0: 2, ExpBackward0: 2, SubBackward0: 1, SumBackward0: 1 });
  const kld = target([], { kinds: ['loss'], definesModules: false });

  test('the divergence is gone from the loss', () => {
    expect(notesOfFaithful(baseline, vae({ AddBackward0: 1, MulBackward0: 1, ExpBackward0: 1 }), kld)).toEqual([]);
  });

  test('its factor is zero, or a factor of zero was put before it', () => {
    expect(judge(baseline, baseline, kld).suspicious).toEqual([
      'the first loss is computed by the same operations as in the baseline, so the component may still be part of it',
    ]);
    const scaled = { ...baseline, operations: { ...baseline.operations, MulBackward0: 3 } };
    expect(judge(baseline, scaled, kld).suspicious).toEqual([
      'something is scaled: of multiplications, 3 of them lead to the loss where the baseline has 2',
    ]);
  });

  test('most of the model gets no gradient with it', () => {
    const stopped = layers.map((each) =>
      each.name.startsWith('enc') ? each : { ...each, training: 'leftover' as const },
    );
    expect(judge(baseline, vae({ AddBackward0: 1 }, stopped), kld).rejected).toEqual([
      'fc_mu, fc_logvar, decoder.0 and decoder.2 are called and get no gradient any more (2,536 parameters)',
    ]);
  });
});

describe('a GAN', () => {
  const generator = (...more: Layer[]) =>
    model('Generator', [linear('net.0', 16, 32), ...more, linear('net.9', 32, 64)]);
  const discriminator = (...layers: Layer[]) =>
    model('Discriminator', [linear('net.0', 64, 32), ...layers, linear('out', 32, 1)], {}, { firstOrder: 20 });
  const gan = (models: ReturnType<typeof model>[]) => run(models, { optimizers: models.map((each) => adam([each])) });
  const norm = { ...batchNorm('net.1', 32, 1), type: 'BatchNorm1d', input: [BATCH, 32], output: [BATCH, 32] };
  const drop = dropout('drop', [BATCH, 32]);
  const baseline = gan([generator(norm), discriminator(drop)]);

  test('a norm of the generator, a dropout of the discriminator', () => {
    expect(
      notesOfFaithful(
        baseline,
        gan([generator(), discriminator(drop)]),
        target(['net.1'], { ownerClasses: ['Generator'] }),
      ),
    ).toEqual([]);
    expect(notesOfFaithful(baseline, gan([generator(norm), discriminator()]), target(['drop']))).toEqual([]);
  });

  test('the other one lost something as well', () => {
    expect(judge(baseline, gan([generator(), discriminator()]), target(['drop'])).rejected).toEqual([
      'net.1 of Generator is gone too (BatchNorm1d, 64 parameters)',
    ]);
  });

  test('the discriminator as the component, with its optimizer', () => {
    const alone = gan([generator(norm)]);
    expect(notesOfFaithful(baseline, alone, target(['D'], { classNames: ['Discriminator'] }))).toEqual([]);
    expect(judge(baseline, alone, target(['drop'])).rejected).toEqual([
      'Discriminator is gone too (2,113 parameters)',
      'the optimizer Adam is gone (2,113 parameters)',
    ]);
  });
});

describe('several roots of one class', () => {
  const member = (firstOrder: number) => model('Net', [linear('a', 8, 16), linear('b', 16, 2)], {}, { firstOrder });
  const ensemble = (size: number) => run(Array.from({ length: size }, (_, index) => member(index * 4)));

  test('one member of an ensemble is gone, or two', () => {
    const one = target([], { classNames: ['Net'], occurrence: 'once' });
    expect(notesOfFaithful(ensemble(3), ensemble(2), one)).toEqual([]);
    expect(judge(ensemble(3), ensemble(1), one).rejected).toEqual([
      'Net no. 2 and Net no. 3 are gone, more than the one Net that is marked',
    ]);
    expect(judge(ensemble(3), ensemble(3), one).rejected).toEqual([
      'Net no. 1, Net no. 2 and Net no. 3 still take part',
    ]);
    expect(judge(ensemble(3), ensemble(2), target(['c'], { kinds: ['loss'] })).rejected).not.toEqual([]);
  });

  const averaged = (layers: readonly Layer[]) => [
    model('Net', layers),
    model('Net', layers.map(frozen), {}, { firstOrder: 9 }),
  ];
  const layers = [linear('a', 8, 16), linear('mid', 16, 16), linear('b', 16, 2)];
  const [a, , b] = layers;
  const short = [a, b].flatMap((each) => each ?? []);

  test('a layer and the averaged copy', () => {
    expect(notesOfFaithful(run(averaged(layers)), run(averaged(short)), target(['mid']))).toEqual([]);
    const [student] = averaged(short);
    const [, teacher] = averaged(layers);
    const half = run([student, teacher].flatMap((each) => each ?? []));
    expect(judge(run(averaged(layers)), half, target(['mid'])).rejected).toEqual(['mid of Net no. 2 still takes part']);
  });

  test('the averaged copy is the component, known by a variable', () => {
    const [student, teacher] = averaged(layers);
    const ema = target(['ema_model'], { classNames: ['deepcopy'] });
    expect(notesOfFaithful(run(averaged(layers)), run([student].flatMap((each) => each ?? [])), ema)).toEqual([]);
    expect(
      judge(run(averaged(layers)), run([teacher].flatMap((each) => each ?? [])), target(['mid'])).rejected,
    ).not.toEqual([]);
  });
});

describe('other shapes of models', () => {
  test('an LSTM that was the second of two, in a model renamed', () => {
    const lstm = (name: string, from: number) =>
      layer(name, 'LSTM', {
        settings: `${from}, 16, batch_first=True`,
        parameters: { weight_ih_l0: [64, from], weight_hh_l0: [64, 16], bias_ih_l0: [64], bias_hh_l0: [64] },
        input: [BATCH, 10, from],
        output: [BATCH, 10, 16],
      });
    const before = run([model('Tagger', [lstm('lstm1', 8), lstm('lstm2', 16), linear('fc', 16, 4, [BATCH, 10])])]);
    const after = run([model('TaggerWithoutSecond', [lstm('lstm1', 8), linear('fc', 16, 4, [BATCH, 10])])]);
    expect(notesOfFaithful(before, after, target(['lstm2']))).toEqual([
      'Tagger is a TaggerWithoutSecond where the baseline has a Tagger',
    ]);
    expect(judge(before, after, target(['lstm1'])).rejected).not.toEqual([]);
  });

  test('a graph network: the second round of messages', () => {
    const round = (name: string, from: number, to: number) => [
      { ...linear(`${name}.weight`, from, to, []), input: [50, from], output: [50, to] },
    ];
    const gnn = (...rounds: Layer[][]) =>
      run([
        model('GCN', [...rounds.flat(), { ...linear('out', 16, 3), input: [50, 16] }], {
          conv1: 'GraphConv',
          conv2: 'GraphConv',
        }),
      ]);
    const baseline = gnn(round('conv1', 8, 16), round('conv2', 16, 16));
    expect(
      notesOfFaithful(baseline, gnn(round('conv1', 8, 16)), target(['conv2'], { classNames: ['GraphConv'] })),
    ).toEqual([]);
    expect(judge(baseline, gnn(round('conv1', 8, 16)), target(['conv1'])).rejected).not.toEqual([]);
  });

  test('parts called on their own, which are roots then', () => {
    const part = (type: string, from: number, to: number, firstOrder: number) => {
      const { settings, parameters } = linear('', from, to);
      return {
        ...model(type, [linear('', from, to)], {}, { firstOrder }),
        modules: model(type, [{ ...linear('', from, to), name: '', type, settings, parameters }], {}, { firstOrder })
          .modules,
      };
    };
    const roots = [part('Linear', 8, 16, 0), part('Linear', 16, 16, 1), part('Linear', 16, 4, 2)];
    const [first, , last] = roots;
    const proj = target(['proj'], { classNames: ['Linear'], occurrence: 'once' });
    expect(notesOfFaithful(run(roots), run([first, last].flatMap((each) => each ?? [])), proj)).toEqual([]);
  });

  test('a wrapper around the whole model', () => {
    const inside = [linear('module.a', 8, 16), linear('module.b', 16, 4)];
    const bare = [linear('a', 8, 16), linear('b', 16, 4)];
    const wrapped = run([model('DataParallel', inside, { module: 'Net' })]);
    const plain = run([model('Net', bare)]);
    expect(notesOfFaithful(wrapped, plain, target([], { classNames: ['DataParallel'] }))).toEqual([]);
  });
});
