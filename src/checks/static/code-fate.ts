import type { Difference } from '../syntax/difference.js';
import { covers, type Syntax, isSame } from '../syntax/plain-syntax.js';

/** What became of a piece of the baseline in the variant. */
export type CodeFate =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'deleted' }
  /** It, and nothing more, was replaced. */
  | { readonly kind: 'replaced'; readonly by: Syntax }
  /** It went with more of the code around it. */
  | { readonly kind: 'absorbed'; readonly whole: Syntax; readonly by: Syntax }
  /** Its header went and its body stayed. */
  | { readonly kind: 'unwrapped'; readonly stays: 'body' | 'alternative' }
  | { readonly kind: 'changed-inside'; readonly differences: readonly Difference[] };

export function codeFate(node: Syntax, differences: readonly Difference[]): CodeFate {
  const inside: Difference[] = [];
  for (const difference of differences) {
    const base = baseOf(difference);
    if (difference.kind === 'unwrapped' && isSame(difference.base, node))
      return { kind: 'unwrapped', stays: difference.stays };
    const isWhole = difference.kind === 'deleted' || difference.kind === 'replaced';
    if (isWhole && covers(difference.base, node)) {
      if (difference.kind === 'deleted') return { kind: 'deleted' };
      return isSame(difference.base, node)
        ? { kind: 'replaced', by: difference.variant }
        : { kind: 'absorbed', whole: difference.base, by: difference.variant };
    }
    if (covers(node, base)) inside.push(difference);
  }
  return inside.length === 0 ? { kind: 'untouched' } : { kind: 'changed-inside', differences: inside };
}

/** Where a difference is on the baseline's side: for something inserted, what it was put into. */
export function baseOf(difference: Difference): Syntax {
  return difference.kind === 'inserted' || difference.kind === 'wrapped' ? difference.into : difference.base;
}
