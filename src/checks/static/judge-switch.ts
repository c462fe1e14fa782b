import type { Evidence } from '../../core/verdict.js';
import type { Difference } from '../syntax/difference.js';
import { nameInWords, type NameKey } from '../syntax/name-key.js';
import { childIn, placeOf, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';

/**
 * Where a switch went together with the condition that asked it: what it switched on has to be gone, what stood
 * in its `else` has to stay.
 */
export function judgeSwitch(comparison: Comparison, difference: Difference, lost: ReadonlySet<NameKey>): Evidence[] {
  const [whole, stays] = whatStays(difference);
  const condition = whole === undefined ? undefined : conditionOf(whole);
  if (whole === undefined || condition === undefined || stays === undefined) return [];
  const asked = [...comparison.baseNames.readIn(condition)].find((key) => lost.has(key));
  if (asked === undefined) return [];
  const isWrong = isNegated(condition) ? stays === 'alternative' : stays === 'body';
  if (!isWrong) return [];
  return [
    {
      severity: 'rejected',
      aspect: 'completeness',
      message: `what ${nameInWords(asked)} switched on is still there, and without the switch it always runs`,
      place: placeOf(whole),
    },
  ];
}

function whatStays(difference: Difference): [Syntax, 'body' | 'alternative' | undefined] | [] {
  if (difference.kind === 'unwrapped') return [difference.base, difference.stays];
  if (difference.kind !== 'replaced' || difference.base.type !== 'conditional_expression') return [];
  const [body, , alternative] = difference.base.children.filter(({ type }) => type !== 'if' && type !== 'else');
  const { canonical } = difference.variant;
  if (canonical === body?.canonical) return [difference.base, 'body'];
  return [difference.base, canonical === alternative?.canonical ? 'alternative' : undefined];
}

/** What an `if` or a conditional expression asks. */
export function conditionOf(node: Syntax): Syntax | undefined {
  if (node.type === 'conditional_expression') {
    return node.children.filter(({ type }) => type !== 'if' && type !== 'else')[1];
  }
  return childIn(node, 'condition');
}

function isNegated(condition: Syntax): boolean {
  return condition.type === 'not_operator' || /==\s*(?:False|0|None|"none"|'none')|is None/.test(condition.text);
}
