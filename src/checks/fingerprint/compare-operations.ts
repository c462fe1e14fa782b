import type { Fingerprint } from '../../core/fingerprint.js';
import type { ComparisonTarget } from './comparison-target.js';
import type { Finding } from './findings.js';
import { isRecurrent } from './modules/module-classes.js';
import type { ModelComparison } from './modules/model-comparison.js';

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

/**
 * Compares the operations behind the first loss. A removal leaves fewer of each; one that there is more of
 * is something new: a term that is added, a factor (of zero, perhaps).
 */
export function compareOperations(
  baseline: Fingerprint,
  variant: Fingerprint,
  target: ComparisonTarget,
  comparison: ModelComparison,
): Finding[] {
  const [before, after] = [byFamily(baseline.operations), byFamily(variant.operations)];
  if (before.size === 0) return [];
  if (after.size === 0) {
    return variant.steps === 0
      ? []
      : [says('suspicious', 'no loss with a gradient was seen, where the baseline has one')];
  }
  const grows = [...after].flatMap(([family, count]) => {
    const more = count - (before.get(family) ?? 0) - allowance(family, baseline.operations, variant.operations);
    return more > 0 ? [{ family, count, had: before.get(family) ?? 0 }] : [];
  });
  const mayGrow = isLonger(comparison) || (target.replacementClassNames?.length ?? 0) > 0;
  return grows.map(({ family, count, had }) => says(mayGrow ? 'note' : 'suspicious', inWords(family, count, had)));
}

/** Whether the component could only show in the operations of the loss, and they are the same. */
export function sameOperations(baseline: Fingerprint, variant: Fingerprint): boolean {
  const [before, after] = [byFamily(baseline.operations), byFamily(variant.operations)];
  return before.size === after.size && [...before].every(([family, count]) => after.get(family) === count);
}

function byFamily(operations: Readonly<Record<string, number>>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [name, count] of Object.entries(operations)) {
    const plain = plainName(name);
    if (HARMLESS.test(plain)) continue;
    const family = FAMILIES.find(([pattern]) => pattern.test(plain))?.[1] ?? plain;
    counts.set(family, (counts.get(family) ?? 0) + count);
  }
  return counts;
}

/** A linear layer is one `Addmm` for a contiguous input, and `Mm` and `Add` for any other. */
function allowance(family: string, before: Fingerprint['operations'], after: Fingerprint['operations']): number {
  if (family !== 'addition') return 0;
  const fused = (operations: Fingerprint['operations']) =>
    Object.entries(operations).reduce(
      (sum, [name, count]) => (/^Add(mm|mv)$/.test(plainName(name)) ? sum + count : sum),
      0,
    );
  const apart = (operations: Fingerprint['operations']) =>
    Object.entries(operations).reduce(
      (sum, [name, count]) => (/^(Mm|Mv)$/.test(plainName(name)) ? sum + count : sum),
      0,
    );
  return Math.max(0, Math.min(fused(before) - fused(after), apart(after) - apart(before)));
}

function plainName(name: string): string {
  return name.replace(/Backward\d*$/, '');
}

/** A recurrent module has a node for each step of its sequence. */
function isLonger({ baseline, alignment }: ModelComparison): boolean {
  return baseline.nodes.some(
    (node) => isRecurrent(node) && node.print.input !== alignment.counterpart.get(node)?.print.input,
  );
}

function inWords(family: string, count: number, had: number): string {
  const numbers = `${count} of them lead to the loss where the baseline has ${had}`;
  switch (family) {
    case 'addition':
      return `something is added: of additions, ${numbers}`;
    case 'scaling':
      return `something is scaled: of multiplications, ${numbers}`;
    default:
      return `something new is computed: of ${family} operations, ${numbers}`;
  }
}

function says(severity: Finding['severity'], one: string): Finding {
  return { severity, aspect: 'structure', one };
}
