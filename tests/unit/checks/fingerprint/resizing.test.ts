import { describe, expect, test } from 'vitest';
import { judge, notesOfFaithful, run, target } from './build-fingerprint.js';
import { BATCH, batchNorm, conv, layer, layerNorm, linear, maxPool, model, relu, type Layer } from './build-layers.js';

const net = (...layers: Layer[]) => run([model('Net', layers)]);

describe('a convolution that widens', () => {
  const widened = [
    conv('conv1', 1, 16, 14),
    relu('relu1', [BATCH, 16, 14, 14]),
    conv('conv2', 16, 32, 14),
    batchNorm('bn2', 32, 14),
    maxPool('pool', 32, 14),
    linear('fc1', 1568, 64),
    linear('fc2', 64, 10),
  ];
  const baseline = net(...widened);
  const conv1 = conv('conv1', 1, 16, 14);
  const narrow = [relu('relu1', [BATCH, 16, 14, 14]), batchNorm('bn2', 16, 14), maxPool('pool', 16, 14)];

  test('what comes after follows', () => {
    const variant = net(conv1, ...narrow, linear('fc1', 784, 64), linear('fc2', 64, 10));
    expect(notesOfFaithful(baseline, variant, target(['conv2']))).toEqual([
      'bn2 was resized to what it is given now: num features 16 where the baseline has 32',
      'fc1 was resized to what it is given now: in features 784 where the baseline has 1568',
    ]);
  });

  test('the one before was widened instead', () => {
    const variant = net(conv('conv1', 1, 32, 14), relu('relu1', [BATCH, 32, 14, 14]), ...widened.slice(3));
    expect(judge(baseline, variant, target(['conv2'])).rejected).toEqual([
      'conv1, which comes before conv2, was changed: out channels 32 where the baseline has 16',
    ]);
  });

  test('the wrong side of one after was resized', () => {
    const variant = net(conv1, ...narrow, linear('fc1', 784, 32), linear('fc2', 32, 10));
    expect(judge(baseline, variant, target(['conv2'])).rejected).toEqual([
      'the wrong neighbour was resized: fc1 has out features 32 where the baseline has 64',
    ]);
  });

  test('one that is given the same as before', () => {
    const same = net(
      conv('conv1', 1, 16, 14),
      conv('conv2', 16, 16, 14),
      linear('fc1', 3136, 64),
      linear('fc2', 64, 10),
    );
    const variant = net(
      conv('conv1', 1, 16, 14),
      { ...linear('fc1', 3000, 64), input: [BATCH, 3136] },
      linear('fc2', 64, 10),
    );
    expect(judge(same, variant, target(['conv2'])).rejected).toEqual([
      'fc1 has in features 3000 where the baseline has 3136, though what it is given is the same',
    ]);
  });
});

test('depthwise: groups and outputs follow from the inputs', () => {
  const depthwise = (width: number): Layer => ({
    ...conv('depthwise', width, width, 14, `, groups=${width}`),
    parameters: { weight: [width, 1, 3, 3], bias: [width] },
  });
  const baseline = net(conv('stem', 1, 16, 14), conv('wide', 16, 64, 14), depthwise(64), conv('point', 64, 8, 14));
  const variant = net(conv('stem', 1, 16, 14), depthwise(16), conv('point', 16, 8, 14));
  expect(notesOfFaithful(baseline, variant, target(['wide']))).toHaveLength(2);
});

test('the fewer inputs of a linear layer after a concatenation', () => {
  const layers = (width: number, ...more: Layer[]) => net(linear('text', 300, 64), ...more, linear('head', width, 5));
  const baseline = layers(96, linear('image', 512, 32));
  expect(notesOfFaithful(baseline, layers(64), target(['image']))).toEqual([
    'head was resized to what it is given now: in features 64 where the baseline has 96',
  ]);
});

test('an attention carries a changed width on, with what is inside of it', () => {
  const attention = (width: number): Layer[] => [
    layer('attn', 'MultiheadAttention', {
      parameters: { in_proj_weight: [3 * width, width], in_proj_bias: [3 * width] },
      input: [BATCH, 10, width],
    }),
    {
      ...linear('attn.out_proj', width, width),
      type: 'NonDynamicallyQuantizableLinear',
      calls: 0,
      input: undefined,
      output: undefined,
    },
    layerNorm('norm', [BATCH, 10, width]),
    linear('head', width, 5, [BATCH, 10]),
  ];
  const embed = linear('embed', 8, 16, [BATCH, 10]);
  const baseline = net(embed, linear('widen', 16, 32, [BATCH, 10]), ...attention(32));
  const variant = net(embed, ...attention(16));
  const notes = notesOfFaithful(baseline, variant, target(['widen']));
  expect(notes).toContain('attn.in_proj_weight is 48×16 where the baseline has 96×32');
  expect(notes.some((note) => note.startsWith('attn.out_proj was resized'))).toBe(true);
});

describe('parameters that no setting tells the size of', () => {
  const vit = (tokens: number, own: Record<string, readonly number[]>) => {
    const made = run([
      model(
        'ViT',
        [
          { ...conv('patch', 3, 64, 8), output: [BATCH, 64, 64] },
          layerNorm('blocks.0.norm', [BATCH, tokens, 64]),
          linear('head', 64, 10),
        ],
        { blocks: 'ModuleList', 'blocks.0': 'Block' },
        { own },
      ),
    ]);
    return { ...made, operations: { ...made.operations, CatBackward0: 'cls_token' in own ? 1 : 0 } };
  };
  const baseline = vit(65, { cls_token: [1, 1, 64], pos_embed: [1, 65, 64] });

  test('a token that is a parameter, and the positions that follow', () => {
    expect(notesOfFaithful(baseline, vit(64, { pos_embed: [1, 64, 64] }), target(['cls_token']))).toEqual([
      'pos_embed is 1×64×64 where the baseline has 1×65×64',
    ]);
  });

  test('it still takes part', () => {
    expect(judge(baseline, baseline, target(['cls_token'])).rejected).toEqual(['cls_token still takes part']);
  });

  test('another size without a reason', () => {
    const variant = vit(64, { pos_embed: [1, 60, 64] });
    expect(judge(baseline, variant, target(['cls_token'])).rejected).toEqual([
      'pos_embed is 1×60×64 where the baseline has 1×65×64',
    ]);
  });

  test('another one is gone as well', () => {
    expect(judge(baseline, vit(64, {}), target(['cls_token'])).rejected).toEqual([
      'pos_embed is gone too (4,160 parameters)',
    ]);
  });
});

describe('a setting of a module as the component', () => {
  const lstm = (directions: 1 | 2) => {
    const reverse = directions === 2 ? { weight_ih_l0_reverse: [64, 8], weight_hh_l0_reverse: [64, 16] } : {};
    return layer('lstm', 'LSTM', {
      settings: `8, 16, batch_first=True${directions === 2 ? ', bidirectional=True' : ''}`,
      parameters: { weight_ih_l0: [64, 8], weight_hh_l0: [64, 16], ...reverse },
      input: [BATCH, 10, 8],
      output: [BATCH, 10, 16 * directions],
    });
  };
  const bidirectional = target([], { settingNames: ['bidirectional'], definesModules: false });
  const baseline = net(
    layer('embed', 'Embedding', { settings: '100, 8', parameters: { weight: [100, 8] }, output: [BATCH, 10, 8] }),
    lstm(2),
    linear('fc', 32, 2),
  );
  const embed = layer('embed', 'Embedding', {
    settings: '100, 8',
    parameters: { weight: [100, 8] },
    output: [BATCH, 10, 8],
  });

  test('what follows from it', () => {
    expect(notesOfFaithful(baseline, net(embed, lstm(1), linear('fc', 16, 2)), bidirectional)).toEqual([
      'fc was resized to what it is given now: in features 16 where the baseline has 32',
    ]);
  });

  test('unchanged, or another size with it', () => {
    expect(judge(baseline, baseline, bidirectional).rejected).toEqual(['bidirectional is still True']);
    const smaller = { ...lstm(1), settings: '8, 32, batch_first=True', output: [BATCH, 10, 32] };
    expect(judge(baseline, net(embed, smaller, linear('fc', 32, 2)), bidirectional).rejected).toEqual([
      'the wrong neighbour was resized: lstm has hidden size 32 where the baseline has 16',
    ]);
  });

  test('a bias', () => {
    const plain = linear('fc', 64, 10);
    const without = {
      ...plain,
      settings: plain.settings.replace('bias=True', 'bias=False'),
      parameters: { weight: [10, 64] },
    };
    expect(notesOfFaithful(net(plain), net(without), target([], { settingNames: ['bias'] }))).toEqual([]);
    expect(judge(net(linear('a', 4, 64), plain), net(linear('a', 4, 64), without), target(['a'])).rejected).toContain(
      'fc has bias False where the baseline has True',
    );
  });
});

test('a convolution that kept the shape says itself what it gives', () => {
  const before = net(
    conv('conv1', 1, 16, 8),
    conv('conv2', 16, 32, 8),
    conv('conv3', 32, 32, 8),
    linear('fc', 2048, 10),
  );
  const wrong = net(conv('conv1', 1, 16, 8), conv('conv3', 16, 16, 8), linear('fc', 1024, 10));
  expect(judge(before, wrong, target(['conv2'])).rejected).toEqual([
    'the wrong neighbour was resized: conv3 has out channels 16 where the baseline has 32',
  ]);
  const right = net(conv('conv1', 1, 16, 8), conv('conv3', 16, 32, 8), linear('fc', 2048, 10));
  expect(notesOfFaithful(before, right, target(['conv2']))).toEqual([
    'conv3 was resized to what it is given now: in channels 16 where the baseline has 32',
  ]);
});
