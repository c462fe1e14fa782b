import type { Evidence } from '../../core/verdict.js';
import { calleeName } from '../syntax/callee.js';
import { formOf, type NameKey } from '../syntax/name-key.js';
import type { Names } from '../syntax/names.js';
import { operandsIn } from '../syntax/operands.js';
import { childIn, covers, placeOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { short } from './excerpt.js';
import type { Target } from './target.js';

/** The component is a term or an argument of something that went as a whole: `grads.append(g + l2 * w)`. */
export function surroundingsOf(comparison: Comparison, target: Target, base: Syntax): Evidence | undefined {
  const part = target.nodes.find((node) => covers(base, node) && node.start !== base.start && !isElementOf(node, base));
  if (part === undefined) return undefined;
  const isTerm = part.parent?.type === 'binary_operator';
  const isSetting = part.type === 'keyword_argument';
  const isValue = ['assignment', 'return_statement'].includes(base.type) || base.type.endsWith('_definition');
  if (!isTerm && !isSetting) return undefined;
  if (isValue && !isStillRead(comparison, base)) return undefined;
  return {
    severity: 'rejected',
    aspect: 'confinement',
    message: `\`${short(base)}\` went as a whole, of which the component is only a part`,
    place: placeOf(base),
  };
}

/** `v[i] = m * v[i] - lr * g[i]` went, and `v` is read as before; not so where it only added to itself. */
function isStillRead({ baseNames, variantNames }: Comparison, base: Syntax): boolean {
  const [left, right] = [childIn(base, 'left'), childIn(base, 'right')];
  const holder = left?.type === 'subscript' ? (childIn(left, 'value') ?? left.children[0]) : undefined;
  if (holder === undefined || right === undefined) return false;
  if (operandsIn(right).some(({ canonical }) => canonical === left?.canonical)) return false;
  const keys = [...baseNames.readIn(holder)].filter((key) => formOf(key).name !== 'self');
  return keys.some((key) => variantNames.placesOf(key).reads.length > 0);
}

/** Of several things that stand side by side (`cat((h, context, x))`, a list of transforms) another one went as well. */
export function partGoneToo(
  { baseNames, differences }: Comparison,
  target: Target,
  base: Syntax,
  left: Syntax | undefined,
  lost: ReadonlySet<NameKey>,
): Evidence | undefined {
  const isCall =
    base.type === 'call' && /^(?:cat|concat|concatenate|stack|hstack|column_stack)$/.test(calleeName(base) ?? '');
  const list = [...syntaxWithin(base)].find(({ type }) => type === 'list' || type === 'tuple');
  const isMarkedList = list !== undefined && target.nodes.some(({ parent }) => parent === list);
  const isAlike = isCall || (isMarkedList && base.type === 'assignment') || isLoopOver(baseNames, base, list, lost);
  if (list === undefined || !isAlike) return undefined;
  const come = differences.flatMap((each) =>
    each.kind === 'inserted' || each.kind === 'replaced' ? [each.variant] : [],
  );
  const stays = left === undefined ? come : [left];
  const kept = new Set(stays.flatMap((node) => [...syntaxWithin(node)].map(({ canonical }) => canonical)));
  const gone = list.children.find(
    (element) =>
      !kept.has(element.canonical) &&
      !target.nodes.some((node) => covers(node, element)) &&
      ![...baseNames.readIn(element)].some((key) => lost.has(key)),
  );
  return gone === undefined
    ? undefined
    : {
        severity: 'rejected',
        aspect: 'confinement',
        message: `\`${short(gone)}\` went with the component`,
        place: placeOf(gone),
      };
}

/** A loop over names of which one is gone, while what it does with each has nothing to do with the component. */
function isLoopOver(names: Names, base: Syntax, list: Syntax | undefined, lost: ReadonlySet<NameKey>): boolean {
  const body = base.type === 'for_statement' ? childIn(base, 'body') : undefined;
  if (body === undefined || list === undefined || list !== childIn(base, 'right')) return false;
  const own = names.boundIn(base);
  return (
    list.children.every((element) => names.readIn(element).size > 0) &&
    ![...names.readIn(body)].some((key) => lost.has(key) && !own.has(key))
  );
}

/** Directly in it, with nothing else around: an element of the list that went. */
function isElementOf(node: Syntax, base: Syntax): boolean {
  return node.parent === base;
}
