import type { Fingerprint } from '../../core/fingerprint.js';

type Operations = Fingerprint['operations'];

/** Nodes that arrange or gather numbers, and leaves: how many there are says nothing about what is computed. */
const HARMLESS =
  /^(AccumulateGrad|T|View|Reshape(Alias)?|UnsafeView|Expand|Transpose|Slice|Select|Narrow|Cat|Stack|Sum|Mean|Clone|Permute|Squeeze|Unsqueeze|Alias|AsStrided|Copy|CopySlices|ToCopy|Contiguous|Split(WithSizes)?|UnsafeSplit|Unbind|Index|Detach|Swap\w*|Movedim|Flatten|Unflatten)$/;

/** One operation that PyTorch computes in one of several ways, by layout and device. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/conv/i, 'Convolution'],
  [/^(Mm|Addmm|Bmm|Baddbmm|Addmv|Mv|Dot|Linear|Matmul)$/, 'matrix product'],
  [/BatchNorm/, 'BatchNorm'],
  [/LayerNorm/, 'LayerNorm'],
  [/^(Log)?Softmax/, 'Softmax'],
  [/^(Mul|Div)$/, 'scaling'],
  [/^(Add|Sub|Rsub|Addcmul)$/, 'addition'],
];

/** How many there are of each kind, the harmless ones left out. */
export function countByFamily(operations: Readonly<Record<string, number>>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name, count] of Object.entries(operations)) {
    const plain = plainName(name);
    if (HARMLESS.test(plain)) continue;
    const family = FAMILIES.find(([pattern]) => pattern.test(plain))?.[1] ?? plain;
    counts.set(family, (counts.get(family) ?? 0) + count);
  }
  return counts;
}

/**
 * By how much a family grows from one run to the other for the layout alone: a linear layer is one `Addmm`
 * for a contiguous input, and `Mm` and `Add` for any other.
 */
export function unfused(family: string, before: Operations, after: Operations): number {
  if (family !== 'addition') return 0;
  const fused = /^Add(mm|mv)$/;
  const apart = /^(Mm|Mv)$/;
  return Math.max(0, Math.min(count(before, fused) - count(after, fused), count(after, apart) - count(before, apart)));
}

function count(operations: Operations, which: RegExp): number {
  return Object.entries(operations).reduce(
    (sum, [name, times]) => (which.test(plainName(name)) ? sum + times : sum),
    0,
  );
}

function plainName(name: string): string {
  return name.replace(/Backward\d*$/, '');
}
