import type { Evidence } from '../../core/verdict.js';
import { calleeName } from '../syntax/callee.js';
import type { NameKey } from '../syntax/name-key.js';
import { childIn, covers, placeOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { short } from './excerpt.js';
import type { Target } from './target.js';

/** Makers of values that change nothing where they are multiplied or picked out with. */
const TRIVIAL = /^(?:ones|ones_like|zeros|zeros_like|full|full_like|arange|range|list|dict|len)$/;

/**
 * Where the component gave a name another value than it had (`advantage = normalised(advantage)`), the name has that
 * one without it. An operand that is gone, or is only a part of that value, took it along.
 */
export function lostValueBefore(
  { baseNames, variantNames }: Comparison,
  target: Target,
  base: Syntax,
  left: Syntax | undefined,
): Evidence | undefined {
  if (base.type !== 'identifier' && base.type !== 'attribute') return undefined;
  // An argument goes with its parameter, whose function may read the value itself.
  if (left === undefined && base.parent?.type !== 'binary_operator') return undefined;
  const [key] = [...baseNames.readIn(base)].filter((each) => target.bound.has(each) && target.reads.has(each));
  if (key === undefined || variantNames.placesOf(key).bindings.length > 0) return undefined;
  const before = valueBefore(key);
  if (before === undefined) return undefined;
  const made = new Set(target.nodes.flatMap((node) => [...syntaxWithin(node)].map(({ canonical }) => canonical)));
  const isPart = left !== undefined && [...syntaxWithin(before)].some(({ canonical }) => canonical === left.canonical);
  const isLost = left === undefined || (isPart && left.canonical !== before.canonical && !made.has(left.canonical));
  return isLost
    ? {
        severity: 'rejected',
        aspect: 'confinement',
        message: `\`${short(base)}\` is \`${short(before)}\` without the component, and that went too`,
        place: placeOf(base),
      }
    : undefined;

  function valueBefore(name: NameKey): Syntax | undefined {
    const unmarked = baseNames
      .placesOf(name)
      .bindings.filter((binding) => !target.nodes.some((node) => covers(node, binding)));
    const [binding] = unmarked;
    const value =
      unmarked.length === 1 && binding?.parent?.type === 'assignment' ? childIn(binding.parent, 'right') : undefined;
    if (value === undefined || baseNames.readIn(value).size === 0) return undefined;
    return value.type === 'call' && TRIVIAL.test(calleeName(value) ?? '') ? undefined : value;
  }
}
