import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { childIn, functionNameAround, statementAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { rootsOf, type Comparison } from './comparison.js';
import type { Explanation } from './explanation.js';

/**
 * Of several results of a function one that nobody takes any more: its name where the results are unpacked
 * (`loss, kld = model(x)`), and its place in `return loss, kld`.
 */
export function isDeadResult(
  comparison: Comparison,
  explained: ReadonlyMap<Difference, Explanation>,
  difference: Difference,
): boolean {
  if (difference.kind === 'replaced' && difference.variant.canonical === '_') {
    return isUnread(comparison, difference.base);
  }
  if (difference.kind !== 'deleted') return false;
  const { base } = difference;
  if (base.parent?.type === 'pattern_list') return isUnread(comparison, base);
  if (base.parent?.type !== 'expression_list') return false;
  const position = positionOf(base);
  const statement = statementAround(base);
  const gone = [...explained.keys()].flatMap((each) => (each.kind === 'deleted' ? [each.base] : []));
  const isGone = (place: Syntax): boolean =>
    gone.some((each) => each.file === place.file && each.start === place.start);
  if (statement.type === 'assignment') {
    const target = childIn(statement, 'left')?.children[position];
    return target !== undefined && isGone(target);
  }
  if (statement.type !== 'return_statement') return false;
  const name = functionNameAround(statement);
  return unpackings(comparison, name).some((targets) => {
    const target = targets[position];
    return target !== undefined && isGone(target);
  });
}

function isUnread({ baseNames, variantNames }: Comparison, target: Syntax): boolean {
  const keys = [...baseNames.boundIn(target)];
  return keys.length > 0 && keys.every((key) => variantNames.placesOf(key).reads.length === 0);
}

/** The names that results of a function are given, call by call. */
function unpackings({ base }: Comparison, name: string): (readonly Syntax[])[] {
  return [...rootsOf(base)].flatMap((root) =>
    [...syntaxWithin(root)].flatMap((node) => {
      const left = node.type === 'assignment' ? childIn(node, 'left') : undefined;
      const right = node.type === 'assignment' ? childIn(node, 'right') : undefined;
      if (left?.type !== 'pattern_list' || right?.type !== 'call') return [];
      return calleeName(right) === name || name === 'forward' ? [left.children] : [];
    }),
  );
}

function positionOf(element: Syntax): number {
  return element.parent?.children.findIndex((child) => child.start === element.start) ?? -1;
}
