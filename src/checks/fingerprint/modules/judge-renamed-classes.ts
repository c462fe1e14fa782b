import type { Finding } from '../findings.js';
import { withArticle } from '../in-words.js';
import { isContainer } from './module-classes.js';
import { belongsToTarget, holdsTarget, type ModelComparison } from './model-comparison.js';
import type { ModuleNode } from './module-tree.js';

/**
 * A class of the user's own that has another name around the same parts. Around the component that is how
 * some people write a variant; elsewhere its own computation may be another.
 */
export function judgeRenamedClasses(comparison: ModelComparison): Finding[] {
  return comparison.baseline.nodes.flatMap((node) => {
    const now = comparison.alignment.counterpart.get(node);
    const isComposite = node.children.length > 0 && now !== undefined && now.children.length > 0;
    if (!isComposite || now.print.type === node.print.type || belongsToTarget(comparison, node)) return [];
    if (isContainer(node) && isContainer(now)) return [];
    return [
      {
        severity: isWhereTheComponentIs(comparison, node) ? 'note' : 'suspicious',
        aspect: 'structure',
        one: `${node.label} is ${withArticle(now.print.type)} where the baseline has ${withArticle(node.print.type)}`,
      },
    ];
  });
}

function isWhereTheComponentIs(comparison: ModelComparison, node: ModuleNode): boolean {
  return node.parent === undefined || comparison.targets.size === 0 || holdsTarget(comparison, node);
}
