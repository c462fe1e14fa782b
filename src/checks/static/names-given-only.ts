import type { NameKey } from '../syntax/name-key.js';
import { childIn, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { parameterGiven } from './parameter-given.js';

/**
 * Names with all others that have no value but theirs: `rate = config["dropout"]`, the parameter `dropout` of
 * `Net(config["dropout"])`.
 */
export function namesGivenOnly(comparison: Comparison, names: readonly NameKey[]): ReadonlySet<NameKey> {
  const known = new Set(names);
  for (const key of known) {
    for (const read of comparison.baseNames.placesOf(key).reads) {
      const receiver = receiverOf(comparison, wholeRead(read));
      if (receiver === undefined) continue;
      for (const given of comparison.baseNames.boundIn(receiver)) known.add(given);
    }
  }
  return known;
}

/** `config["dropout"]` around the string, `config.get("dropout", 0)` is more than a name and stays out. */
function wholeRead(read: Syntax): Syntax {
  return read.type === 'string' && read.parent?.type === 'subscript' ? read.parent : read;
}

/** What is given the value of an expression, and nothing else: a target of an assignment, a parameter. */
function receiverOf(comparison: Comparison, value: Syntax): Syntax | undefined {
  const { parent } = value;
  if (parent?.type === 'assignment' && value.field === 'right') return onlyBinding(comparison, childIn(parent, 'left'));
  return parameterGiven(comparison, parent?.type === 'keyword_argument' ? parent : value);
}

function onlyBinding({ baseNames }: Comparison, target: Syntax | undefined): Syntax | undefined {
  if (target === undefined) return undefined;
  const isOnly = [...baseNames.boundIn(target)].every((key) => baseNames.placesOf(key).bindings.length === 1);
  return isOnly ? target : undefined;
}
