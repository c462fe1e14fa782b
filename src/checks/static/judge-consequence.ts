import type { Evidence } from '../../core/verdict.js';
import type { Difference } from '../syntax/difference.js';
import { covers } from '../syntax/plain-syntax.js';
import { cameInstead } from './came-instead.js';
import type { Comparison } from './comparison.js';
import type { Consequences } from './consequences.js';
import type { Target } from './target.js';
import { wentWithIt } from './went-with-it.js';

/** Whether a change that follows from the component took more with it, or put something in its place. */
export function judgeConsequence(
  comparison: Comparison,
  target: Target,
  difference: Difference,
  why: 'use' | 'component',
  consequences: Consequences,
): Evidence[] {
  if (difference.kind === 'inserted' || difference.kind === 'wrapped' || difference.kind === 'unwrapped') return [];
  const { base } = difference;
  // The marked code itself is judged for completeness; here it is about what stood around it.
  if (why === 'component' && target.nodes.some((node) => covers(node, base))) return [];
  if (difference.kind === 'deleted') return wentWithIt(comparison, target, base, undefined, consequences);
  return [
    ...wentWithIt(comparison, target, base, difference.variant, consequences),
    ...cameInstead(comparison, base, difference.variant, consequences),
  ];
}
