import type { Evidence } from '../../core/verdict.js';
import type { Difference } from '../syntax/difference.js';
import { isBlock, syntaxWithin } from '../syntax/plain-syntax.js';
import { rootsOf, type Comparison } from './comparison.js';
import type { Explanation } from './explanation.js';

/** From so many changed statements on their share is looked at. */
const MANY_STATEMENTS = 25;
/** A removal that touches more of the project than this is a rewrite. */
const LARGEST_SHARE = 0.3;

/** An edit out of proportion to the component is a reason to look. Code that is dead now does not count. */
export function judgeProportion(comparison: Comparison, explained: ReadonlyMap<Difference, Explanation>): Evidence[] {
  const touched = [...explained].filter(([, why]) => why !== 'dead-code' && why !== 'component').length;
  const all = [...rootsOf(comparison.base)].reduce((sum, root) => sum + countStatements(root), 0);
  if (touched < MANY_STATEMENTS || touched < all * LARGEST_SHARE) return [];
  return [
    {
      severity: 'suspicious',
      aspect: 'size',
      message: `${touched} of ${all} statements changed, which is much for one component`,
    },
  ];
}

function countStatements(root: Parameters<typeof syntaxWithin>[0]): number {
  let count = 0;
  for (const node of syntaxWithin(root)) if (node.parent !== undefined && isBlock(node.parent.type)) count += 1;
  return count;
}
