import type { Difference } from '../syntax/difference.js';
import { statementAround } from '../syntax/plain-syntax.js';
import type { Explanation } from './explain-differences.js';

/** `result[4]` became `result[3]`, since one of the results before it is returned no more. */
export function isShiftedIndex(explained: ReadonlyMap<Difference, Explanation>, difference: Difference): boolean {
  if (difference.kind !== 'replaced' || difference.base.parent?.type !== 'subscript') return false;
  const [before, after] = [Number(difference.base.canonical), Number(difference.variant.canonical)];
  if (!Number.isInteger(before) || !Number.isInteger(after)) return false;
  const positions = [...explained.keys()].flatMap((each) => {
    if (each.kind !== 'deleted' || each.base.parent?.type !== 'expression_list') return [];
    if (statementAround(each.base).type !== 'return_statement') return [];
    return [each.base.parent.children.findIndex(({ start }) => start === each.base.start)];
  });
  const gone = positions.filter((position) => position < before).length;
  return gone > 0 && before - after === gone;
}
