import { isAnything } from '../comparison-target.js';
import type { Finding } from '../findings.js';
import { moduleFate } from './module-fate.js';
import type { ModelComparison } from './model-comparison.js';
import { parametersBelow, takesPart } from './module-tree.js';

/** Modules that the baseline defines and does not call, and the variant calls. */
export function judgeAwakened({ alignment, baseline, target }: ModelComparison): Finding[] {
  return baseline.nodes.flatMap((node): Finding[] => {
    const now = alignment.counterpart.get(node);
    const isAwake = moduleFate(node, alignment).kind === 'unused' && now !== undefined && takesPart(now);
    if (!isAwake || now.children.some(takesPart)) return [];
    const parameters = parametersBelow(now);
    return [
      {
        severity: isAnything(target) ? 'note' : parameters > 0 ? 'rejected' : 'suspicious',
        aspect: 'structure',
        subject: node.label,
        one: 'takes part, which it does not in the baseline',
        many: 'take part, which they do not in the baseline',
        parameters,
      },
    ];
  });
}
