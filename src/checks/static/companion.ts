import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { ACTIVATIONS } from './known-callables.js';
import type { Target } from './target.js';

/** An activation beside a removed layer goes with it where another one stands on the layer's other side. */
export function isCompanion(target: Target, difference: Difference): boolean {
  if (difference.kind !== 'deleted' || !ACTIVATIONS.test(calleeName(difference.base) ?? '')) return false;
  const siblings = difference.base.parent?.children ?? [];
  const own = siblings.findIndex((sibling) => sibling.start === difference.base.start);
  return target.nodes.some((node) => {
    const marked = siblings.findIndex((sibling) => sibling.start === node.start && sibling.file === node.file);
    const other = siblings[marked + marked - own];
    return (
      marked !== -1 &&
      Math.abs(marked - own) === 1 &&
      ACTIVATIONS.test(other === undefined ? '' : (calleeName(other) ?? ''))
    );
  });
}
