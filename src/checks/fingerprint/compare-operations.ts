import type { Fingerprint } from '../../core/fingerprint.js';
import type { ComparisonTarget } from './comparison-target.js';
import { observedModule, type Finding } from './findings.js';
import { countByFamily, unfused } from './operation-counts.js';
import { isRecurrent } from './modules/module-classes.js';
import type { ModelComparison } from './modules/model-comparison.js';

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
  const [before, after] = [countByFamily(baseline.operations), countByFamily(variant.operations)];
  if (before.size === 0) return [];
  if (after.size === 0) {
    return variant.steps === 0
      ? []
      : [observedModule('suspicious', 'no loss with a gradient was seen, where the baseline has one')];
  }
  const grows = [...after].flatMap(([family, count]) => {
    const more = count - (before.get(family) ?? 0) - unfused(family, baseline.operations, variant.operations);
    return more > 0 && !isOtherTargets(family, target) ? [{ family, count, had: before.get(family) ?? 0 }] : [];
  });
  const mayGrow = isLonger(comparison) || (target.replacementClassNames?.length ?? 0) > 0;
  return grows.map(({ family, count, had }) =>
    observedModule(mayGrow ? 'note' : 'suspicious', inWords(family, count, had)),
  );
}

/** Mixed or smoothed targets are weighed by products, plain ones are picked out. */
function isOtherTargets(family: string, { kinds }: ComparisonTarget): boolean {
  return family === 'NllLoss' && (['data', 'loss', 'other'] as const).some((kind) => kinds.has(kind));
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
