import type { Evidence } from '../../core/verdict.js';
import { calleeName } from '../syntax/callee.js';
import type { NameKey } from '../syntax/name-key.js';
import type { Names } from '../syntax/names.js';
import { placeOf, type Syntax } from '../syntax/plain-syntax.js';
import { firstLine } from './excerpt.js';

/**
 * `model.load_state_dict(best)` went, where `best` was only made with the help of the component: the best state of
 * the model itself could stand there, and without it the last one is evaluated.
 */
export function lostState(names: Names, base: Syntax, own: ReadonlySet<NameKey>): Evidence | undefined {
  const isRestored = base.type === 'call' && calleeName(base) === 'load_state_dict';
  if (!isRestored || [...names.readIn(base)].some((key) => own.has(key))) return undefined;
  return {
    severity: 'suspicious',
    aspect: 'confinement',
    message: `\`${firstLine(base)}\` went too, which the component is only a part of`,
    place: placeOf(base),
  };
}
