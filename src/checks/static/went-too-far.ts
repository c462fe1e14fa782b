import type { Evidence } from '../../core/verdict.js';
import { calleeName } from '../syntax/callee.js';
import type { NameKey } from '../syntax/name-key.js';
import type { Names } from '../syntax/names.js';
import { isBlock, placeOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { firstLine } from './excerpt.js';
import { conditionOf } from './judge-switch.js';

/**
 * A statement that went because of a name that went, and that does more than to use the component: a decision about
 * something else with more below it, or a state that is restored by way of another name. Another name could have
 * stood there. `own`: names of the marked code itself.
 */
export function wentTooFar(names: Names, base: Syntax, own: ReadonlySet<NameKey>): Evidence | undefined {
  const isOwn = (node: Syntax): boolean => [...names.readIn(node)].some((key) => own.has(key));
  const condition = base.type === 'if_statement' ? conditionOf(base) : undefined;
  const isOfOthers = condition !== undefined && !isOwn(condition) && statementsIn(base).some((each) => !isOwn(each));
  const isRestored = base.type === 'call' && calleeName(base) === 'load_state_dict' && !isOwn(base);
  return isOfOthers || isRestored
    ? {
        severity: 'suspicious',
        aspect: 'confinement',
        message: `\`${firstLine(base)}\` went as a whole, though not all of it is about the component`,
        place: placeOf(base),
      }
    : undefined;
}

/** Simple ones, at any depth. */
function statementsIn(base: Syntax): Syntax[] {
  return [...syntaxWithin(base)].filter(
    (part) =>
      part.parent !== undefined &&
      isBlock(part.parent.type) &&
      part !== base &&
      !part.children.some(({ type }) => isBlock(type)),
  );
}
