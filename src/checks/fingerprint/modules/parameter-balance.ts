import type { Finding } from '../findings.js';
import { withThousands } from '../in-words.js';
import { belongsToTarget, type ModelComparison } from './model-comparison.js';
import { isReparametrizedAs } from './reparametrization.js';
import { sizeOf, type ModuleNode } from './module-tree.js';

/**
 * The whole sum: what the variant has fewer parameters by must be what was found to be gone, resized and
 * added. It is a check on the other judgements, which look at modules one by one: a parameter that none of
 * them looked at shows here.
 */
export function judgeBalance(comparison: ModelComparison, explained: ReadonlySet<ModuleNode>): Finding[] {
  const { baseline, variant, alignment } = comparison;
  const [before, after] = [total(baseline.nodes), total(variant.nodes)];
  let difference = 0;
  for (const node of baseline.nodes) {
    const now = alignment.counterpart.get(node);
    const isPlainNow = now?.print.parameters.some((parameter) => isReparametrizedAs(node, parameter)) === true;
    if (!belongsToTarget(comparison, node) && !explained.has(node) && !isPlainNow) continue;
    difference += (now === undefined ? 0 : ownSize(now)) - ownSize(node);
  }
  difference += total(alignment.added);
  if (before + difference === after) return [];
  const clause = `the model has ${withThousands(after)} parameters where the baseline has ${withThousands(before)}, and only ${withThousands(Math.abs(difference))} of the difference follow from the component`;
  return [{ severity: 'rejected', aspect: 'structure', one: clause }];
}

function total(nodes: readonly ModuleNode[]): number {
  return nodes.reduce((sum, node) => sum + ownSize(node), 0);
}

function ownSize({ print }: ModuleNode): number {
  return sizeOf(print.parameters);
}
