import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { functionNameAround, statementAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import type { Explanation } from './explanation.js';

/** `result[4]` became `result[3]`, since one of the results before it is returned no more. */
export function isShiftedIndex(
  comparison: Comparison,
  explained: ReadonlyMap<Difference, Explanation>,
  difference: Difference,
): boolean {
  if (difference.kind !== 'replaced' || difference.base.parent?.type !== 'subscript') return false;
  const [before, after] = [Number(difference.base.canonical), Number(difference.variant.canonical)];
  if (!Number.isInteger(before) || !Number.isInteger(after)) return false;
  const calls = functionsBehind(comparison, statementAround(difference.base));
  const positions = [...explained.keys()].flatMap((each) => {
    if (each.kind !== 'deleted' || each.base.parent?.type !== 'expression_list') return [];
    const isResult = statementAround(each.base).type === 'return_statement' && calls.has(functionNameAround(each.base));
    return isResult ? [each.base.parent.children.findIndex(({ start }) => start === each.base.start)] : [];
  });
  const gone = positions.filter((position) => position < before).length;
  return gone > 0 && before - after === gone;
}

/** What a statement calls, or the statements that gave its names their values. */
function functionsBehind({ baseNames }: Comparison, statement: Syntax): ReadonlySet<string> {
  const sources = [...baseNames.readIn(statement)].flatMap((key) =>
    baseNames.placesOf(key).bindings.map((place) => statementAround(place)),
  );
  return new Set(
    [statement, ...sources].flatMap((each) =>
      [...syntaxWithin(each)].flatMap((part) => (part.type === 'call' ? (calleeName(part) ?? []) : [])),
    ),
  );
}
