import { nameInWords, type NameKey } from '../syntax/name-key.js';
import type { Names } from '../syntax/names.js';
import { childIn, covers, statementAround, syntaxAround, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';

/**
 * Whether the code is out of reach because the switch that guards it was turned off: `if USE_ATTENTION:` with
 * `USE_ATTENTION = False`. Gives the note, in words.
 */
export function findSwitchOff({ baseNames, differences }: Comparison, node: Syntax): string | undefined {
  const guards = switchesOf(baseNames, node);
  for (const difference of differences) {
    if (difference.kind !== 'replaced') continue;
    const isOff = ['False', '0', '0.0', 'None', "''", "'none'", 'list()'].includes(difference.variant.canonical);
    if (!isOff) continue;
    const guard = guards.find((key) =>
      baseNames.placesOf(key).bindings.some((place) => isBindingOf(place, difference.base)),
    );
    if (guard !== undefined)
      return `${nameInWords(guard)} was set to ${difference.variant.text}, and nothing else reaches it`;
  }
  return undefined;
}

/** The names whose binding a difference turns off, for the confinement of that difference. */
export function isSwitchOf(comparison: Comparison, node: Syntax, base: Syntax): boolean {
  return switchesOf(comparison.baseNames, node).some((key) =>
    comparison.baseNames.placesOf(key).bindings.some((place) => isBindingOf(place, base)),
  );
}

/** Names that decide on the code and on nothing else; what uses the code's own names counts as part of it. */
function switchesOf(names: Names, node: Syntax): NameKey[] {
  const isOwn = (key: NameKey): boolean => names.placesOf(key).bindings.every((place) => covers(node, place));
  const bound = new Set([...names.boundIn(node)].filter(isOwn));
  const decidesOnIt = (read: Syntax): boolean =>
    [...syntaxAround(read)].some(
      (outer) =>
        ['if_statement', 'conditional_expression'].includes(outer.type) &&
        (covers(outer, node) || [...names.readIn(outer)].some((key) => bound.has(key))),
    );
  return guardsOf(node)
    .flatMap((condition) => [...names.readIn(condition)])
    .filter((key) => names.placesOf(key).reads.every(decidesOnIt));
}

/** Conditions of the `if`s and conditional expressions that decide whether the code runs. */
function guardsOf(node: Syntax): Syntax[] {
  const conditions: Syntax[] = [];
  for (const outer of syntaxAround(node)) {
    const condition = outer.type === 'if_statement' ? childIn(outer, 'condition') : undefined;
    const consequence = outer.type === 'if_statement' ? childIn(outer, 'consequence') : undefined;
    if (condition !== undefined && consequence !== undefined && (covers(consequence, node) || outer === node)) {
      conditions.push(condition);
    }
    if (outer.type === 'conditional_expression' && outer.children[2] !== undefined) conditions.push(outer.children[2]);
  }
  return conditions;
}

/** `NAME = value`, `NAME=value` of a parameter, or an option with a default: the value is part of the binding's statement. */
function isBindingOf(place: Syntax, value: Syntax): boolean {
  const holder = place.parent?.type === 'argument_list' ? place.parent : (place.parent ?? place);
  return covers(holder, value) || (covers(statementAround(place), value) && place.type === 'string');
}
