import type { Fingerprint } from '../../../core/fingerprint.js';
import type { ComparisonTarget } from '../comparison-target.js';
import { observed, type Finding } from '../findings.js';
import { countInWords } from '../in-words.js';
import type { ModelComparison } from '../modules/model-comparison.js';
import { parametersBelow, type ModuleNode } from '../modules/module-tree.js';

/**
 * What optimizers own besides the modules that were called: tensors of the script's own, or layers that
 * were taken out of the model and left in the optimizer.
 */
export function judgeOwned(
  baseline: Fingerprint,
  variant: Fingerprint,
  target: ComparisonTarget,
  comparison: ModelComparison,
): Finding[] {
  if (variant.models.length === 0 || baseline.models.length === 0) return [];
  const before = ownedOutside(baseline, comparison.baseline.nodes);
  const after = ownedOutside(variant, comparison.variant.nodes);
  if (after === before || baseline.optimizers.length !== variant.optimizers.length) return [];
  const count = countInWords(Math.abs(after - before), 'parameter');
  if (after > before) {
    return [observed('rejected', `the optimizer owns ${count} more that belong to no module that is called`)];
  }
  const mayGo = (['other', 'loss', 'optimizer', 'modules'] as const).some((kind) => target.kinds.has(kind));
  return [observed(mayGo ? 'note' : 'suspicious', `the optimizer owns ${count} fewer outside of the modules`)];
}

/** Several optimizers may own the same modules. */
function ownedOutside({ optimizers }: Fingerprint, nodes: readonly ModuleNode[]): number {
  const owned = optimizers.map(({ groups }) => groups.reduce((sum, { parameters }) => sum + parameters, 0));
  const total = owned.reduce((sum, each) => sum + each, 0);
  const ofModules = ownedByModules(nodes);
  const isShared = owned.length > 1 && owned.every((each) => each >= ofModules);
  return total - (isShared ? owned.length : 1) * ofModules;
}

function ownedByModules(nodes: readonly ModuleNode[]): number {
  const roots = nodes.filter(({ parent }) => parent === undefined);
  return roots.reduce((sum, root) => sum + parametersBelow(root, ({ isOptimized }) => isOptimized), 0);
}
