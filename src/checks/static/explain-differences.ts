import type { Evidence } from '../../core/verdict.js';
import type { Difference } from '../syntax/difference.js';
import type { NameKey } from '../syntax/names.js';
import { childIn, covers, isBlock, statementAround, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { isAdaptedCount } from './adapted-count.js';
import { isDeadResult } from './dead-results.js';
import { isCompanion } from './companion.js';
import { isDeadCode, isImport } from './dead-code.js';
import { baseOf } from './fate.js';
import { judgeConsequence } from './judge-consequence.js';
import { isRemovalOf } from './judge-removal-by-statement.js';
import { judgeSwitch } from './judge-switch.js';
import { isInputSize } from './input-size.js';
import { isSameStepElsewhere } from './other-uses.js';
import { isOnlyLastState } from './last-state.js';
import { isDroppedCounter } from './dropped-counter.js';
import { isShiftedIndex } from './shifted-index.js';
import { isHarmlessImport } from './harmless-import.js';
import { differencesOfWriting } from './rewritten-functions.js';
import { isSwitchOf } from './switched-off.js';
import { isRearranged } from './rearranged.js';
import { canonicalOf } from './stands-as-wanted.js';
import { calleeName, type Target } from './target.js';

/** Why a difference may be there. */
export type Explanation =
  /** It is the component itself. */
  | 'component'
  /** It uses what the component defined. */
  | 'use'
  /** Nothing needs it any more. */
  | 'dead-code'
  /** A size that follows from what is gone. */
  | 'size'
  | 'harmless';

export interface ExplainedDifferences {
  readonly explained: ReadonlyMap<Difference, Explanation>;
  readonly unexplained: readonly Difference[];
  /** What was found on the way: a use that took more with it than the component. */
  readonly evidence: readonly Evidence[];
}

/**
 * Accounts for every difference from the component outwards: the marked code, then uses of the names that went
 * with it, then code nothing needs any more, again until nothing changes. What is left over has no business there.
 */
export function explainDifferences(comparison: Comparison, target: Target): ExplainedDifferences {
  const explained = new Map<Difference, Explanation>();
  const evidence: Evidence[] = [];
  // Names that mean nothing any more: those of the component, then those that lost their definition with it.
  const lost = new Set<NameKey>([...namesOfItsOwn(comparison, target), ...target.switchedOff]);
  // Without those that merely had no other use: a neighbour's layer may have gone with it.
  const owned = new Set<NameKey>(lost);
  const inputs = new Set<NameKey>(target.reads);
  const callees = new Set<string>();
  const take = (difference: Difference, explanation: Explanation): void => {
    explained.set(difference, explanation);
    if (difference.kind === 'inserted' || difference.kind === 'wrapped') return;
    // An import goes after its uses, and never takes them along.
    if (isImport(difference.base)) return;
    for (const key of comparison.baseNames.readIn(difference.base)) inputs.add(key);
    for (const part of syntaxWithin(difference.base)) if (part.field === 'function') callees.add(part.canonical);
    for (const key of comparison.baseNames.boundIn(difference.base)) {
      if (comparison.variantNames.placesOf(key).bindings.length === 0) {
        lost.add(key);
        if (explanation !== 'dead-code') owned.add(key);
      }
    }
  };

  for (const difference of comparison.differences) {
    if (isComponent(target, difference)) take(difference, 'component');
    else if (isRemovalOf(target, difference)) take(difference, 'component');
    else if (isSwitch(comparison, target, difference)) take(difference, 'component');
    else if (isUpdateOfColumn(target, difference)) take(difference, 'dead-code');
  }
  for (let before = -1; before !== explained.size;) {
    before = explained.size;
    for (const difference of comparison.differences) {
      if (explained.has(difference)) continue;
      if (isDeadCode(comparison, lost, explained, difference)) take(difference, 'dead-code');
      else if (isUseOfLost(comparison, lost, owned, difference)) take(difference, 'use');
      else if (isDeadResult(comparison, explained, difference)) take(difference, 'dead-code');
    }
  }
  for (const difference of comparison.differences) {
    if (explained.has(difference)) continue;
    if (isInputSize(comparison, difference)) explained.set(difference, 'size');
    else if (isAdaptedCount(explained, difference)) explained.set(difference, 'size');
    else if (isDroppedCounter(comparison, difference)) explained.set(difference, 'dead-code');
    else if (isOnlyLastState(target, difference)) explained.set(difference, 'size');
    else if (isShiftedIndex(comparison, explained, difference)) explained.set(difference, 'size');
    else if (isSameStepElsewhere(comparison, target, difference)) explained.set(difference, 'use');
    else if (isCompanion(target, difference)) explained.set(difference, 'use');
    else if (isRearranged(target, explained, difference)) explained.set(difference, 'use');
    else if (isHarmlessImport(comparison, difference)) explained.set(difference, 'harmless');
  }
  for (const difference of differencesOfWriting(comparison, target, owned, explained))
    explained.set(difference, 'harmless');
  for (const [difference, explanation] of explained) {
    if (explanation === 'use' || explanation === 'component') {
      evidence.push(...judgeSwitch(comparison, difference, lost));
      evidence.push(...judgeConsequence(comparison, target, difference, explanation, { lost, owned, inputs, callees }));
    }
  }
  return {
    explained,
    unexplained: comparison.differences.filter((difference) => !explained.has(difference)),
    evidence,
  };
}

/** Names that only the component gives a value; `x` in `x = f(x)` belongs to everybody. */
function namesOfItsOwn({ baseNames }: Comparison, target: Target): NameKey[] {
  return [...target.bound].filter((key) =>
    baseNames.placesOf(key).bindings.every((binding) => target.nodes.some((node) => covers(node, binding))),
  );
}

function isComponent(target: Target, difference: Difference): boolean {
  // A statement of its own is what the mark asks for instead of one.
  if (difference.kind === 'inserted' && target.replacement !== undefined)
    return difference.variant.canonical === canonicalOf(target.replacement);
  const base = baseOf(difference);
  return target.nodes.some((node) => {
    // What stands below a `with` is not what the `with` adds.
    const body = node.type === 'with_statement' ? childIn(node, 'body') : undefined;
    if (body !== undefined && difference.kind !== 'unwrapped' && covers(body, base)) return false;
    const takesWhole = difference.kind === 'deleted' || difference.kind === 'replaced';
    return covers(node, base) || (takesWhole && covers(base, node) && !isBlock(base.type));
  });
}

function isSwitch(comparison: Comparison, target: Target, difference: Difference): boolean {
  return difference.kind === 'replaced' && target.nodes.some((node) => isSwitchOf(comparison, node, difference.base));
}

/** `df["age"] = df["age"].fillna(0)`, where the component is the entry "age" of a list of columns. */
function isUpdateOfColumn(target: Target, difference: Difference): boolean {
  if (difference.kind !== 'deleted') return false;
  const { base } = difference;
  // Or a function that does nothing else.
  const body = base.type === 'function_definition' ? (childIn(base, 'body')?.children ?? []) : [];
  const own = body.filter(({ type }) => type !== 'return_statement');
  return givesColumn(target, base) || (own.length > 0 && own.every((statement) => givesColumn(target, statement)));
}

function givesColumn(target: Target, statement: Syntax): boolean {
  const left = childIn(statement, 'left');
  const column = left?.type === 'subscript' ? left.children.find(({ type }) => type === 'string') : undefined;
  return column !== undefined && target.nodes.some(({ canonical }) => canonical === column.canonical);
}

/** It had a name that is gone, and has none any more. */
function isUseOfLost(
  { baseNames, variantNames }: Comparison,
  lost: ReadonlySet<NameKey>,
  owned: ReadonlySet<NameKey>,
  difference: Difference,
): boolean {
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
  return list === '__all__' && lost.has(`module: ${difference.base.canonical.slice(1, -1)}`);
}

/** `self.conv2 of Net` is `.conv2` from outside. */
function asAttribute(key: NameKey): NameKey {
  const name = /^self\.(\w+) of /.exec(key)?.[1];
  return name === undefined ? key : `.${name}`;
}

/** A parameter is named by the keyword of a call of its function, or of its class. */
function asKeyword(key: NameKey): NameKey {
  const [, path = '', name = ''] = / (\S+): (\w+)$/.exec(key) ?? [];
  const callee = path.replace(/\.__init__$/, '').replace(/^.*\./, '');
  return `keyword ${name} of ${callee}`;
}

function keywordsIn(node: Syntax): NameKey[] {
  return [...syntaxWithin(node)].flatMap((part) => {
    const call = part.type === 'keyword_argument' ? part.parent?.parent : undefined;
    if (call === undefined) return [];
    return [`keyword ${part.children[0]?.canonical ?? ''} of ${calleeName(call) ?? ''}`];
  });
}
