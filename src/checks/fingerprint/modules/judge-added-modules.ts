import type { Finding } from '../findings.js';
import { isContainer, isNeutral } from './module-classes.js';
import type { ModelComparison } from './model-comparison.js';
import { ancestorsOf, parametersBelow, type ModuleNode } from './module-tree.js';

/** Modules that the variant has and the baseline has not: a removal adds nothing. */
export function judgeAddedModules({ alignment, target, targets }: ModelComparison): Finding[] {
  const added = new Set(alignment.added);
  // What stands inside of the component's replacement is judged with the replacement.
  const replacements = new Set([...targets].flatMap((node) => alignment.counterpart.get(node) ?? []));
  const isJudgedElsewhere = (node: ModuleNode) =>
    ancestorsOf(node).some((above) => replacements.has(above) || (added.has(above) && !isEmptyFrame(above)));

  return alignment.added.flatMap((node) => {
    if (isJudgedElsewhere(node) || isNeutral(node) || isEmptyFrame(node)) return [];
    if (target.replacementClassNames?.includes(node.print.type) === true) return [];
    const parameters = parametersBelow(node);
    const clause =
      node.parent === undefined ? `a new model ${node.label} was added` : `a new ${node.print.type} was added`;
    const finding: Finding = {
      severity: parameters > 0 ? 'rejected' : 'suspicious',
      aspect: 'structure',
      one: node.parent === undefined ? clause : `${clause}: ${node.label}`,
      parameters,
    };
    return [finding];
  });

  /** A container, or a wrapper around something that was there: what is in it is judged by itself. */
  function isEmptyFrame(node: ModuleNode): boolean {
    return isContainer(node) && node.print.parameters.length === 0;
  }
}
