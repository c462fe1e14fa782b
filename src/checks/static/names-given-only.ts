import type { NameKey } from '../syntax/names.js';
import { childIn, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { parameterOf } from './input-size.js';
import { calleeName } from './target.js';

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
  const argument = parent?.type === 'keyword_argument' ? parent : value;
  const call = argument.parent?.type === 'argument_list' ? argument.parent.parent : undefined;
  if (call?.type !== 'call') return undefined;
  const position = argument.parent?.children.findIndex(({ start }) => start === argument.start) ?? -1;
  const name = argument === value ? position : (childIn(argument, 'name')?.canonical ?? '');
  return parameterOf(comparison, calleeName(call) ?? '', name);
}

function onlyBinding({ baseNames }: Comparison, target: Syntax | undefined): Syntax | undefined {
  if (target === undefined) return undefined;
  const isOnly = [...baseNames.boundIn(target)].every((key) => baseNames.placesOf(key).bindings.length === 1);
  return isOnly ? target : undefined;
}
