import type { Node } from '../source/python-parser.js';
import { argument, type CallArguments } from './call-arguments.js';

/** Whether a layer's arguments say that its output has the size of its input. `reason` follows its name. */
export type SizeCheck = { readonly kind: 'same' } | { readonly kind: 'not-sure'; readonly reason: string };

const SAME: SizeCheck = { kind: 'same' };

/** `nn.Linear(in_features, out_features)`. */
export function linearShape(args: CallArguments): SizeCheck {
  return sameCount(args, 'number of features', 'in_features', 'out_features');
}

/** `nn.ConvNd`: same channels, stride 1, and 2 * padding = dilation * (kernel - 1), which keeps every length. */
export function convolutionShape(args: CallArguments): SizeCheck {
  const channels = sameCount(args, 'number of channels', 'in_channels', 'out_channels');
  if (channels.kind !== 'same') return channels;
  const padding = argument(args, 'padding', 4);
  const stride = argument(args, 'stride', 3);
  if (args.open) return notSure('takes arguments that are not written out');
  if (stride !== undefined && !allEqual(integers(stride), 1)) return notSure('has a stride, which changes the size');
  if (padding?.text.slice(1, -1) === 'same') return SAME;
  return keptByPadding(argument(args, 'kernel_size', 2), padding, argument(args, 'dilation', 5));
}

/** `nn.MaxPoolNd` and `nn.AvgPoolNd`: the stride is the kernel size unless it is given. */
export function poolingShape(args: CallArguments): SizeCheck {
  const kernel = argument(args, 'kernel_size', 0);
  const stride = argument(args, 'stride', 1) ?? kernel;
  if (
    args.open ||
    args.keywords.has('return_indices') ||
    args.keywords.has('ceil_mode') ||
    args.positional.length > 3
  ) {
    return notSure('takes arguments that may change its output');
  }
  if (stride === undefined || !allEqual(integers(stride), 1)) return notSure('has a stride, which changes the size');
  return keptByPadding(kernel, argument(args, 'padding', 2), args.keywords.get('dilation'));
}

function sameCount(args: CallArguments, what: string, inName: string, outName: string): SizeCheck {
  const input = argument(args, inName, 0);
  const output = argument(args, outName, 1);
  if (input === undefined || output === undefined) return notSure(`does not say its ${what} here`);
  if (isPlain(input) && input.text === output.text) return SAME;
  if (input.type === 'integer' && output.type === 'integer') {
    return notSure(`changes the ${what} from ${input.text} to ${output.text}`);
  }
  return notSure(`may change the ${what}, from \`${input.text}\` to \`${output.text}\``);
}

/** Two equal texts mean one number only if evaluating them has no effect and no chance in it. */
function isPlain(node: Node): boolean {
  return /^(identifier|integer|attribute|binary_operator|parenthesized_expression|subscript|string.*)$/.test(node.type)
    ? node.namedChildren.every(isPlain)
    : false;
}

function keptByPadding(kernel: Node | undefined, padding: Node | undefined, dilation: Node | undefined): SizeCheck {
  const kernels = kernel && integers(kernel);
  const paddings = padding ? integers(padding) : [0];
  const dilations = dilation ? integers(dilation) : [1];
  if (!kernels || !paddings || !dilations)
    return notSure('has a kernel size or padding that is not a plain number here');
  for (let axis = 0; axis < Math.max(kernels.length, paddings.length, dilations.length); axis++) {
    const [size, pad, spread] = [kernels, paddings, dilations].map(
      (list) => list[axis] ?? (list.length === 1 ? list[0] : NaN),
    );
    if (2 * (pad ?? NaN) !== (spread ?? NaN) * ((size ?? NaN) - 1))
      return notSure('changes the size: its padding does not make up for its kernel');
  }
  return SAME;
}

function integers(node: Node): number[] | undefined {
  if (node.type === 'integer') return [Number(node.text)];
  if (node.type !== 'tuple' && node.type !== 'list') return undefined;
  const values = node.namedChildren.filter((child) => child.type !== 'comment');
  return values.every((value) => value.type === 'integer') ? values.map((value) => Number(value.text)) : undefined;
}

function allEqual(values: readonly number[] | undefined, expected: number): boolean {
  return values?.every((value) => value === expected) ?? false;
}

function notSure(reason: string): SizeCheck {
  return { kind: 'not-sure', reason };
}
