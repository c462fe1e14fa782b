import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { childIn, statementAround } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';

/** `for i, x in enumerate(batches)` became `for x in batches`, where nothing reads `i` any more. */
export function isDroppedCounter({ baseNames, variantNames }: Comparison, difference: Difference): boolean {
  if (difference.kind !== 'replaced') return false;
  const { base, variant } = difference;
  const loop = statementAround(base);
  const [counter, each] = childIn(loop, 'left')?.children ?? [];
  if (loop.type !== 'for_statement' || counter === undefined || each === undefined) return false;
  const isUnread = [...baseNames.boundIn(counter)].every((key) => variantNames.placesOf(key).reads.length === 0);
  const isCounted = base.type === 'call' && calleeName(base) === 'enumerate';
  const [counted] = isCounted ? (childIn(base, 'arguments')?.children ?? []) : [];
  const isTarget = base.field === 'left' && variant.canonical === each.canonical;
  return isUnread && (isTarget || counted?.canonical === variant.canonical);
}
