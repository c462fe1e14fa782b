import type { ModuleNode } from './module-tree.js';
import { parseSettings } from './module-settings.js';

const CONTAINERS = new Set(['Sequential', 'ModuleList', 'ModuleDict', 'ParameterList', 'ParameterDict']);
const NORM = /(Norm|GRN|ScaleNorm)(\d?d)?$/;
const ACTIVATION =
  /^(ReLU6?|LeakyReLU|PReLU|RReLU|ELU|SELU|CELU|GELU|SiLU|Mish|GLU|Tanh|Sigmoid|LogSigmoid|Softplus|Softsign|Softmax2?d?|LogSoftmax|Softmin|Hard(tanh|sigmoid|swish|shrink)|Softshrink|Tanhshrink|Threshold|Swish)$/i;
const DROPOUT = /(Drop(out|path|block)?|StochasticDepth)[123]?d?$/i;
const RESHAPING = /^((Un)?[Ff]latten|(\w+)?Pad[123]d|PixelShuffle|PixelUnshuffle|Rearrange|View|Reshape)$/;
const IDENTITY = /^(\w*identity|noop|passthrough)$/i;
const ATTENTION = /^(MultiheadAttention|Transformer(En|De)coder(Layer)?)$/;
const RECURRENT = /^(LSTM|GRU|RNN)(Cell)?$/;

/** What a module is, as far as removing it or something near it is concerned. */
export function isContainer({ print }: ModuleNode): boolean {
  return CONTAINERS.has(print.type);
}

export function isActivation({ print }: ModuleNode): boolean {
  return ACTIVATION.test(print.type);
}

/** Rearranges or pads a tensor without computing anything. */
export function isReshaping({ print }: ModuleNode): boolean {
  return RESHAPING.test(print.type);
}

export function isDropout({ print }: ModuleNode): boolean {
  return DROPOUT.test(print.type);
}

/** A norm, an activation or a dropout: works on each value by itself, and stands for itself. */
export function isElementwise({ print: { type } }: ModuleNode): boolean {
  return NORM.test(type) || ACTIVATION.test(type) || DROPOUT.test(type);
}

/** A norm of PyTorch's own, which is one operation of the graph. */
export function isPlainNorm({ print: { type } }: ModuleNode): boolean {
  return /^(SyncBatchNorm|(Batch|Instance)Norm[123]d|LayerNorm|GroupNorm)$/.test(type);
}

export function isRecurrent({ print }: ModuleNode): boolean {
  return RECURRENT.test(print.type);
}

/** By its class gives back the shape it is given, whatever that is: it carries a changed width on. */
export function keepsShapeByClass({ print: { type } }: ModuleNode): boolean {
  return NORM.test(type) || ACTIVATION.test(type) || DROPOUT.test(type) || ATTENTION.test(type) || IDENTITY.test(type);
}

/**
 * Does nothing: `Identity` by that or a similar name, an empty `Sequential`, a dropout that never drops,
 * or a container of only such.
 */
export function isNeutral(node: ModuleNode): boolean {
  if (node.print.parameters.length > 0) return false;
  if (node.print.type === 'Sequential') return node.children.every(isNeutral);
  if (node.children.length > 0) return false;
  if (IDENTITY.test(node.print.type)) return node.print.input === node.print.output;
  return isDropout(node) && Number(dropProbability(node)) === 0;
}

function dropProbability({ print }: ModuleNode): string | undefined {
  const settings = parseSettings(print.type, print.settings);
  return ['p', 'drop_prob', 'prob', 'positional 0']
    .map((key) => settings.get(key))
    .find((value) => value !== undefined);
}
