import type { Difference } from '../syntax/difference.js';
import { formOf, type NameKey } from '../syntax/name-key.js';
import { functionsIn, normalForm } from '../syntax/normal-form.js';
import { childIn, covers, syntaxOf, syntaxAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import type { Explanation } from './explanation.js';
import { baseOf } from './code-fate.js';
import { judgeReplacement } from './neutral.js';
import type { Target } from './target.js';

/**
 * Differences inside functions that compute the same as the baseline's without the component, only written in
 * another way: lines joined or split, a local variable renamed, a method called as a function.
 */
export function differencesOfWriting(
  comparison: Comparison,
  target: Target,
  owned: ReadonlySet<NameKey>,
  explained: ReadonlyMap<Difference, Explanation>,
): Difference[] {
  const found: Difference[] = [];
  for (const [name, file] of comparison.base.pythonFiles) {
    const other = comparison.variant.pythonFiles.get(name);
    const differences = comparison.differences.filter((difference) => baseOf(difference).file === name);
    if (other === undefined || differences.length === 0) continue;
    const variants = functionsIn(syntaxOf(other));
    for (const [path, definition] of functionsIn(syntaxOf(file))) {
      const own = differences.filter(
        (difference) => covers(definition, baseOf(difference)) && (path !== '' || isTopLevel(baseOf(difference))),
      );
      const counterpart = variants.get(path);
      if (own.length === 0 || counterpart === undefined) continue;
      const wanted = normalForm(counterpart, new Set());
      const made = new Set(own.filter((difference) => explained.has(difference)));
      if (own.length > made.size && normalForm(definition, made) === wanted) {
        found.push(...own.filter((difference) => !explained.has(difference)));
      }
      const plain = new Set([...made].filter(isPlain));
      if (own.length > plain.size && normalForm(definition, plain) === wanted) {
        found.push(...own.filter((difference) => !explained.has(difference)));
      }
      if (isWithoutComponent(comparison, target, owned, definition, own, wanted)) found.push(...own);
    }
  }
  return found;
}

/** A change that brings nothing new. */
function isPlain(difference: Difference): boolean {
  if (difference.kind === 'deleted') return true;
  return difference.kind === 'replaced' && judgeReplacement(difference.base, difference.variant).kind === 'part-of-it';
}

/** Not in a function or class. */
function isTopLevel(node: Syntax): boolean {
  return ![...syntaxAround(node)].some((outer) => outer.type.endsWith('_definition'));
}

/** Whether the function is the baseline's with the component taken out by us, and nothing else. */
function isWithoutComponent(
  comparison: Comparison,
  target: Target,
  owned: ReadonlySet<NameKey>,
  definition: Syntax,
  own: readonly Difference[],
  wanted: string,
): boolean {
  const marked = target.nodes
    .filter((node) => covers(definition, node))
    .map((base): Difference => ({ kind: 'deleted', base }));
  const passedThrough = new Set(
    [...syntaxWithin(definition)].flatMap((part) => {
      const callee = part.type === 'call' ? childIn(part, 'function') : undefined;
      const isName = callee !== undefined && ![...syntaxWithin(callee)].some(({ type }) => type === 'call');
      const isLost = isName && [...comparison.baseNames.readIn(callee)].some((key) => owned.has(key));
      return isLost ? [callee.canonical] : [];
    }),
  );
  const dead = own.filter(({ kind }) => kind === 'deleted');
  const attempts: (readonly Difference[])[] = [
    [...marked, ...dead.filter((each) => isOnlyBinding(comparison, each))],
    [...marked, ...dead.filter((each) => isOnlyBinding(comparison, each) && isReadOnlyIn(comparison, each, marked))],
    marked,
  ];
  const absent = elementsOfLost(comparison, definition);
  const unread = placesNobodyReads(comparison, definition);
  return attempts.some(
    (gone) => normalForm(definition, new Set([...gone, ...absent]), passedThrough, unread) === wanted,
  );
}

/** `self.item_bias` of `for layer in (self.user_bias, self.item_bias)`, which is nowhere made any more. */
function elementsOfLost({ baseNames, variantNames }: Comparison, definition: Syntax): Difference[] {
  const isLost = (key: NameKey): boolean =>
    baseNames.placesOf(key).bindings.length > 0 && variantNames.placesOf(key).bindings.length === 0;
  return [...syntaxWithin(definition)].flatMap((part): Difference[] => {
    const isElement = part.parent?.type === 'tuple' || part.parent?.type === 'list';
    const isName = isElement && (part.type === 'identifier' || part.type === 'attribute');
    return isName && [...baseNames.readIn(part)].some(isLost) ? [{ kind: 'deleted', base: part }] : [];
  });
}

/** `self.velocity[name]`, where the variant has no velocity any more. */
function placesNobodyReads({ baseNames, variantNames }: Comparison, definition: Syntax): ReadonlySet<string> {
  const subscripts = [...syntaxWithin(definition)].filter(({ type }) => type === 'subscript');
  return new Set(
    subscripts.flatMap((place) => {
      const holder = childIn(place, 'value') ?? place.children[0];
      const keys =
        holder === undefined ? [] : [...baseNames.readIn(holder)].filter((key) => formOf(key).name !== 'self');
      const isGone = keys.every((key) => variantNames.placesOf(key).reads.length === 0);
      return keys.length > 0 && isGone ? [place.canonical] : [];
    }),
  );
}

/** An assignment whose names only what is marked read. */
function isReadOnlyIn({ baseNames }: Comparison, difference: Difference, marked: readonly Difference[]): boolean {
  if (difference.kind !== 'deleted') return false;
  const reads = [...baseNames.boundIn(difference.base)].flatMap((key) => baseNames.placesOf(key).reads);
  return reads.every((read) => marked.some((each) => each.kind === 'deleted' && covers(each.base, read)));
}

/** An assignment whose names nobody reads any more. */
function isOnlyBinding({ baseNames, variantNames }: Comparison, difference: Difference): boolean {
  if (difference.kind !== 'deleted' || !difference.base.type.endsWith('assignment')) return false;
  // A column of a table or an entry of a dictionary may be read with all the others.
  if (childIn(difference.base, 'left')?.type === 'subscript') return false;
  return [...baseNames.boundIn(difference.base)].every((key) => variantNames.placesOf(key).reads.length === 0);
}
