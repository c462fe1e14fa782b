import type { ModelPrint, ModulePrint, ParameterPrint } from '../../../../src/core/fingerprint.js';

/** A module as PyTorch 1.13 shows it, before it has a place in a model. */
export interface Layer {
  readonly name: string;
  readonly type: string;
  readonly settings: string;
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  readonly buffers: Readonly<Record<string, readonly number[]>>;
  /** Shapes of the first call; none where it is not called. */
  readonly input: readonly number[] | undefined;
  readonly output: readonly number[] | undefined;
  readonly calls: number;
  readonly training: Training;
}

/** `trained`: in the optimizer, with a gradient. `leftover`: in the optimizer without one. */
export type Training = 'trained' | 'frozen' | 'leftover' | 'no-gradient-and-not-owned';

export const BATCH = 8;

export function layer(name: string, type: string, more: Partial<Omit<Layer, 'name' | 'type'>> = {}): Layer {
  const input = more.input ?? [BATCH, 16];
  return {
    name,
    type,
    settings: '',
    parameters: {},
    buffers: {},
    input,
    output: input,
    calls: 2,
    training: 'trained',
    ...more,
  };
}

/** The same layer, defined and not called: its parameters stay in the optimizer. */
export function idle(of: Layer): Layer {
  return { ...of, calls: 0, input: undefined, output: undefined, training: 'leftover' };
}

export function frozen(of: Layer): Layer {
  return { ...of, training: 'frozen' };
}

export function conv(name: string, from: number, to: number, side: number, extra = ''): Layer {
  return layer(name, 'Conv2d', {
    settings: `${from}, ${to}, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1)${extra}`,
    parameters: { weight: [to, from, 3, 3], bias: [to] },
    input: [BATCH, from, side, side],
    output: [BATCH, to, side, side],
  });
}

export function batchNorm(name: string, width: number, side: number): Layer {
  return layer(name, 'BatchNorm2d', {
    settings: `${width}, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True`,
    parameters: { weight: [width], bias: [width] },
    buffers: { running_mean: [width], running_var: [width], num_batches_tracked: [] },
    input: [BATCH, width, side, side],
  });
}

export function layerNorm(name: string, shape: readonly number[]): Layer {
  const width = shape.at(-1) ?? 0;
  return layer(name, 'LayerNorm', {
    settings: `(${width},), eps=1e-05, elementwise_affine=True`,
    parameters: { weight: [width], bias: [width] },
    input: shape,
  });
}

export function linear(name: string, from: number, to: number, before: readonly number[] = [BATCH]): Layer {
  return layer(name, 'Linear', {
    settings: `in_features=${from}, out_features=${to}, bias=True`,
    parameters: { weight: [to, from], bias: [to] },
    input: [...before, from],
    output: [...before, to],
  });
}

export function relu(name: string, shape: readonly number[]): Layer {
  return layer(name, 'ReLU', { input: shape });
}

export function dropout(name: string, shape: readonly number[], p = 0.5): Layer {
  return layer(name, 'Dropout', { settings: `p=${p}, inplace=False`, input: shape });
}

export function identity(name: string, shape: readonly number[]): Layer {
  return layer(name, 'Identity', { input: shape });
}

export function maxPool(name: string, width: number, side: number): Layer {
  return layer(name, 'MaxPool2d', {
    settings: 'kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False',
    input: [BATCH, width, side, side],
    output: [BATCH, width, side / 2, side / 2],
  });
}

/** A model whose layers are called in the order given; `containers` has the classes of what holds them. */
export function model(
  type: string,
  layers: readonly Layer[],
  containers: Readonly<Record<string, string>> = {},
  more: { readonly firstOrder?: number; readonly own?: Layer['parameters']; readonly hash?: string } = {},
): ModelPrint {
  const modules = new Map<string, ModulePrint>();
  let order = more.firstOrder ?? 0;
  const called = layers.filter(({ calls }) => calls > 0);
  const [first, last] = [called[0], called.at(-1)];
  modules.set('', {
    name: '',
    type,
    settings: '',
    parameters: parametersOf(more.own ?? {}, 'trained'),
    buffers: {},
    calls: 2,
    order: order++,
    ...shapes(first?.input, last?.output),
  });
  for (const each of layers) {
    for (const above of containersAbove(each.name)) {
      if (modules.has(above)) continue;
      const inside = called.filter(({ name }) => name.startsWith(`${above}.`));
      const isCalled = !/^Module(List|Dict)$/.test(containers[above] ?? '') && inside.length > 0;
      modules.set(above, {
        name: above,
        type: containers[above] ?? 'Sequential',
        settings: '',
        parameters: [],
        buffers: {},
        calls: isCalled ? 2 : 0,
        ...(isCalled ? { order: order++, ...shapes(inside[0]?.input, inside.at(-1)?.output) } : {}),
      });
    }
    const { name, settings, buffers, calls } = each;
    modules.set(name, {
      ...(modules.get(name) ?? {}),
      name,
      type: each.type,
      settings,
      parameters: parametersOf(each.parameters, each.training),
      buffers,
      calls,
      ...(calls > 0 ? { order: order++, ...shapes(each.input, each.output) } : {}),
    });
  }
  const shape = first?.input ?? [BATCH, 1];
  return {
    type,
    modules: [...modules.values()],
    inputs: [{ shape, dtype: 'float32', device: 'cpu', sha256: more.hash ?? 'first-batch' }],
  };
}

function containersAbove(name: string): string[] {
  const parts = name.split('.').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

function shapes(input: readonly number[] | undefined, output: readonly number[] | undefined) {
  return {
    ...(input === undefined ? {} : { input: `float32[${input.join(', ')}]` }),
    ...(output === undefined ? {} : { output: `float32[${output.join(', ')}]` }),
  };
}

function parametersOf(parameters: Layer['parameters'], training: Training): ParameterPrint[] {
  return Object.entries(parameters).map(([name, shape]) => ({
    name,
    shape,
    trainable: training !== 'frozen',
    hasGradient: training === 'trained',
    isOptimized: training === 'trained' || training === 'leftover',
  }));
}
