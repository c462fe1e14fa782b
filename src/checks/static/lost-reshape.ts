import type { Evidence } from '../../core/verdict.js';
import { calleeName } from '../syntax/callee.js';
import { childIn, placeOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { firstLine } from './excerpt.js';

const RESHAPES = /^(?:view|reshape|flatten|squeeze|unsqueeze|permute|transpose|t)$/;

/**
 * `h = self.norm(h).transpose(1, 2)` went as a whole: what comes after it gets another shape, which nobody notices
 * where two sizes happen to be equal. A pair of them, one before and one after the component, goes with it.
 */
export function lostReshape({ baseNames, variantNames }: Comparison, base: Syntax): Evidence | undefined {
  const [name, value] = base.type === 'assignment' ? [childIn(base, 'left'), childIn(base, 'right')] : [];
  if (name?.type !== 'identifier' || value?.type !== 'call' || !RESHAPES.test(calleeName(value) ?? ''))
    return undefined;
  const reshapes = [...syntaxWithin(value)].filter(
    (part) => part.type === 'call' && RESHAPES.test(calleeName(part) ?? ''),
  );
  const bound = [...baseNames.boundIn(name)];
  const isUpdate = bound.some((key) => baseNames.readIn(value).has(key) && variantNames.placesOf(key).reads.length > 0);
  if (reshapes.length !== 1 || !isUpdate) return undefined;
  return {
    severity: 'suspicious',
    aspect: 'confinement',
    message: `\`${firstLine(base)}\` took its ${calleeName(value) ?? ''} along, which is not the component's`,
    place: placeOf(base),
  };
}
