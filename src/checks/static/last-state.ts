import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { childIn, syntaxWithin } from '../syntax/plain-syntax.js';
import type { Target } from './target.js';

/** `cat((h[-2], h[-1]), 1)` became `h[-1]`: without `bidirectional` there is only one last state. */
export function isOnlyLastState(target: Target, difference: Difference): boolean {
  const isDirection = target.nodes.some(
    (node) => node.type === 'keyword_argument' && childIn(node, 'name')?.canonical === 'bidirectional',
  );
  if (!isDirection || difference.kind !== 'replaced') return false;
  const { base, variant } = difference;
  const isJoined = base.type === 'call' && /^(?:cat|concat|concatenate)$/.test(calleeName(base) ?? '');
  const names = new Set([...syntaxWithin(base)].map(({ canonical }) => canonical));
  return (
    isJoined &&
    [...syntaxWithin(variant)].every(
      (part) =>
        part.children.length > 0 ||
        /^-?\d+$/.test(part.canonical) ||
        part.canonical === '-' ||
        names.has(part.canonical),
    )
  );
}
