import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { childIn, covers, isBlock, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Explanation } from './explanation.js';
import { ACTIVATIONS, SHAPE_ONLY } from './known-callables.js';
import { isDefinition, type Target } from './target.js';

/** What must have stood there as it is; a call may be given what is left. */
const WHOLE = new Set([
  'attribute',
  'binary_operator',
  'unary_operator',
  'comparison_operator',
  'boolean_operator',
  'subscript',
]);

/** A new statement made only of what an explained change left over: `x = relu(norm(conv(x)))` in two lines. */
export function isRearranged(
  target: Target,
  explained: ReadonlyMap<Difference, Explanation>,
  difference: Difference,
): boolean {
  if (difference.kind !== 'inserted') return false;
  const { variant } = difference;
  const isSimple = ['assignment', 'return_statement', 'call'].includes(variant.type) && !isDefinition(variant);
  if (!isSimple || variant.parent === undefined || !isBlock(variant.parent.type)) return false;
  const left = [...explained].flatMap(([each, why]) =>
    (why === 'use' || why === 'component' || (why === 'dead-code' && variant.type === 'call')) &&
    (each.kind === 'replaced' || each.kind === 'deleted')
      ? [each.base]
      : [],
  );
  const parts = new Set(left.flatMap((node) => [...syntaxWithin(node)].map((part) => part.canonical)));
  const targets = new Set(
    [...syntaxWithin(variant)].flatMap((part) => (part.field === 'left' ? [part.canonical] : [])),
  );
  const own = new Set(target.nodes.flatMap(markedParts));
  const repeats = [...syntaxWithin(variant)].some(
    (part) => own.has(calleeIn(part) ?? '') || (isTellingCall(part) && own.has(part.canonical)),
  );
  return (
    !repeats &&
    left.some((node) => node.file === variant.file) &&
    [...syntaxWithin(variant)].every((part) => {
      const isWhole = part.children.length === 0 || WHOLE.has(part.type);
      return !isWhole || parts.has(part.canonical) || targets.has(part.canonical);
    })
  );
}

/** Of a `with` only what it adds; its body is not the component. */
function markedParts(node: Syntax): string[] {
  const body = node.type === 'with_statement' ? childIn(node, 'body') : undefined;
  return [...syntaxWithin(node)].flatMap((part) =>
    body !== undefined && (covers(body, part) || covers(part, body)) ? [] : [part.canonical],
  );
}

/** A call that is more than an activation, arguments included: `x[train].mean(axis=0)`. */
function isTellingCall(part: Syntax): boolean {
  return part.type === 'call' && !ACTIVATIONS.test(calleeName(part) ?? '');
}

/** What a call calls, unless that is nothing to speak of. */
function calleeIn(part: Syntax): string | undefined {
  const name = part.type === 'call' ? calleeName(part) : undefined;
  return name === undefined || ACTIVATIONS.test(name) || SHAPE_ONLY.test(name)
    ? undefined
    : childIn(part, 'function')?.canonical;
}
