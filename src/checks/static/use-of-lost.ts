import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { attributeKey, formOf, moduleKey, nameKey, type NameKey } from '../syntax/name-key.js';
import { childIn, covers, statementAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Account } from './explanation.js';

/** It had a name that is gone, and has none any more. */
export function isUseOfLost(difference: Difference, { comparison, lost, owned }: Account): boolean {
  const { baseNames, variantNames } = comparison;
  if (difference.kind === 'inserted' || difference.kind === 'wrapped') return false;
  const read = new Set([...baseNames.readIn(difference.base), ...keywordsIn(difference.base)]);
  const isPickedOut = (key: NameKey): boolean =>
    baseNames.patternsFor(key).some((pattern) => covers(difference.base, pattern));
  const used = [...lost].filter(
    (key) => read.has(key) || read.has(asAttribute(key)) || read.has(asKeyword(key)) || isPickedOut(key),
  );
  if (used.length === 0) return isExportOfLost(lost, difference);
  if (difference.kind !== 'replaced') return true;
  // A constant that merely had no other use says nothing of what stands for it.
  const isConstantSwapped = difference.base.children.length === 0 && !used.some((key) => owned.has(key));
  if (isConstantSwapped) return false;
  const left = variantNames.readIn(difference.variant);
  return used.every((key) => !left.has(key) && !left.has(asAttribute(key)));
}

/** `__all__ = ["Net", "SqueezeExcite"]`, where the class is gone. */
function isExportOfLost(lost: ReadonlySet<NameKey>, difference: Difference): boolean {
  if (difference.kind !== 'deleted' || difference.base.type !== 'string') return false;
  const list = childIn(statementAround(difference.base), 'left')?.canonical;
  return list === '__all__' && lost.has(moduleKey(difference.base.canonical.slice(1, -1)));
}

/** `self.conv2 of Net` is `.conv2` from outside. */
function asAttribute(key: NameKey): NameKey {
  const form = formOf(key);
  return form.kind === 'own-attribute' ? attributeKey(form.name) : key;
}

/** A parameter is named by the keyword of a call of its function, or of its class. */
function asKeyword(key: NameKey): NameKey {
  const form = formOf(key);
  if (form.kind !== 'local') return key;
  const callee = form.within.replace(/\.__init__$/, '').replace(/^.*\./, '');
  return nameKey({ kind: 'keyword', name: form.name, callee });
}

function keywordsIn(node: Syntax): NameKey[] {
  return [...syntaxWithin(node)].flatMap((part) => {
    const call = part.type === 'keyword_argument' ? part.parent?.parent : undefined;
    if (call === undefined) return [];
    const name = part.children[0]?.canonical ?? '';
    return [nameKey({ kind: 'keyword', name, callee: calleeName(call) ?? '' })];
  });
}
