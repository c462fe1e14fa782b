import type { Difference } from '../syntax/difference.js';
import { childIn } from '../syntax/plain-syntax.js';
import type { Account } from './explanation.js';
import { parameterGiven } from './parameter-given.js';

/** `lambda batch: collate(batch, True)` became `collate`, which has lost the parameter that was given `True`. */
export function isBareCallee(difference: Difference, { comparison, lost }: Account): boolean {
  if (difference.kind !== 'replaced' || difference.base.type !== 'lambda') return false;
  const call = childIn(difference.base, 'body');
  const callee = call?.type === 'call' ? childIn(call, 'function') : undefined;
  if (call === undefined || callee?.canonical !== difference.variant.canonical) return false;
  const own = childIn(difference.base, 'parameters')?.children ?? [];
  const given = childIn(call, 'arguments')?.children ?? [];
  const isHandedOn = own.every((parameter, index) => parameter.canonical === given[index]?.canonical);
  const isLost = given.slice(own.length).every((argument) => {
    const parameter = parameterGiven(comparison, argument);
    const names = parameter === undefined ? [] : [...comparison.baseNames.boundIn(parameter)];
    return names.length > 0 && names.every((key) => lost.has(key));
  });
  return isHandedOn && given.length > own.length && isLost;
}
