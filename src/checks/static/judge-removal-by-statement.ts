import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { childIn, syntaxAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Target } from './target.js';

const REMOVERS = /^(?:remove|discard|pop|drop)$/;

/** A new statement that takes the marked element out of what holds it: `FEATURES.remove("age")`. */
export function isRemovalOf(target: Target, difference: Difference): boolean {
  if (difference.kind !== 'inserted') return false;
  const call = difference.variant.type === 'assignment' ? childIn(difference.variant, 'right') : difference.variant;
  if (call?.type !== 'call' || !REMOVERS.test(calleeName(call) ?? '')) return false;
  const args = [...syntaxWithin(childIn(call, 'arguments') ?? call)];
  const literals = args.filter(({ type }) => type === 'string');
  return literals.length === target.nodes.length && target.nodes.every((node) => isElementTaken(node, call, literals));
}

function isElementTaken(node: Syntax, call: Syntax, literals: readonly Syntax[]): boolean {
  const isNamed = literals.some(({ canonical }) => canonical === node.canonical);
  const owner = childIn(childIn(call, 'function') ?? call, 'object')?.canonical;
  const holder = [...syntaxAround(node)].find(({ type }) => type === 'assignment');
  return (
    isNamed && holder !== undefined && (childIn(holder, 'left')?.canonical === owner || calleeName(call) === 'drop')
  );
}
