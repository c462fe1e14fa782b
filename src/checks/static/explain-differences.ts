import type { Evidence } from '../../core/verdict.js';
import type { Difference } from '../syntax/difference.js';
import type { NameKey } from '../syntax/name-key.js';
import { covers, syntaxWithin } from '../syntax/plain-syntax.js';
import { isAdaptedCount } from './adapted-count.js';
import { isBareCallee } from './bare-callee.js';
import { isCompanion } from './companion.js';
import type { Comparison } from './comparison.js';
import { isDeadCode, isImport } from './dead-code.js';
import { isDeadResult } from './dead-results.js';
import { isDroppedCounter } from './dropped-counter.js';
import type { Account, ExplainedDifferences, Explanation, Reason } from './explanation.js';
import { isHarmlessImport } from './harmless-import.js';
import { isInputSize } from './input-size.js';
import { isComponent, isUpdateOfColumn } from './is-component.js';
import { judgeConsequence } from './judge-consequence.js';
import { isRemovalOf } from './judge-removal-by-statement.js';
import { judgeSwitch } from './judge-switch.js';
import { isOnlyLastState } from './last-state.js';
import { isSameStepElsewhere } from './other-uses.js';
import { isRearranged } from './rearranged.js';
import { differencesOfWriting } from './rewritten-functions.js';
import { isShiftedIndex } from './shifted-index.js';
import { isSwitchOf } from './switched-off.js';
import type { Target } from './target.js';
import { isUseOfLost } from './use-of-lost.js';
import { lostValueBefore } from './value-before.js';

/** The marked code itself. */
const OF_COMPONENT: readonly Reason[] = [
  { explanation: 'component', holds: (difference, { target }) => isComponent(target, difference) },
  { explanation: 'component', holds: (difference, { target }) => isRemovalOf(target, difference) },
  { explanation: 'component', holds: isSwitch },
  { explanation: 'dead-code', holds: (difference, { target }) => isUpdateOfColumn(target, difference) },
];

/** What goes with names that are gone: asked again as long as that takes further names along. */
const OF_LOST_NAMES: readonly Reason[] = [
  {
    explanation: 'dead-code',
    holds: (difference, { comparison, lost, explained }) => isDeadCode(comparison, lost, explained, difference),
  },
  { explanation: 'use', holds: isUseOfLost },
  { explanation: 'use', holds: isBareCallee },
  {
    explanation: 'dead-code',
    holds: (difference, { comparison, explained }) => isDeadResult(comparison, explained, difference),
  },
];

/** What follows from all that is gone, and takes nothing along. */
const OF_THE_REST: readonly Reason[] = [
  { explanation: 'size', holds: (difference, { comparison }) => isInputSize(comparison, difference) },
  { explanation: 'size', holds: (difference, { explained }) => isAdaptedCount(explained, difference) },
  { explanation: 'dead-code', holds: (difference, { comparison }) => isDroppedCounter(comparison, difference) },
  { explanation: 'size', holds: (difference, { target }) => isOnlyLastState(target, difference) },
  {
    explanation: 'size',
    holds: (difference, { comparison, explained }) => isShiftedIndex(comparison, explained, difference),
  },
  {
    explanation: 'use',
    holds: (difference, { comparison, target }) => isSameStepElsewhere(comparison, target, difference),
  },
  { explanation: 'use', holds: (difference, { target }) => isCompanion(target, difference) },
  { explanation: 'use', holds: (difference, { target, explained }) => isRearranged(target, explained, difference) },
  { explanation: 'harmless', holds: (difference, { comparison }) => isHarmlessImport(comparison, difference) },
];

/**
 * Accounts for every difference from the component outwards: the marked code, then uses of the names that went
 * with it, then code nothing needs any more, again until nothing changes. What is left over has no business there.
 */
export function explainDifferences(comparison: Comparison, target: Target): ExplainedDifferences {
  const own: ReadonlySet<NameKey> = new Set([...namesOfItsOwn(comparison, target), ...target.switchedOff]);
  const lost = new Set<NameKey>(own);
  const owned = new Set<NameKey>(own);
  const inputs = new Set<NameKey>(target.reads);
  const callees = new Set<string>();
  const explained = new Map<Difference, Explanation>();
  const account: Account = { comparison, target, explained, lost, owned };

  const explain = (reasons: readonly Reason[], follow?: (difference: Difference, why: Explanation) => void): void => {
    for (const difference of comparison.differences) {
      const reason = explained.has(difference) ? undefined : reasons.find(({ holds }) => holds(difference, account));
      if (reason === undefined) continue;
      explained.set(difference, reason.explanation);
      follow?.(difference, reason.explanation);
    }
  };
  const takeAlong = (difference: Difference, explanation: Explanation): void => {
    if (difference.kind === 'inserted' || difference.kind === 'wrapped') return;
    // An import goes after its uses, and never takes them along.
    if (isImport(difference.base)) return;
    for (const key of comparison.baseNames.readIn(difference.base)) inputs.add(key);
    for (const part of syntaxWithin(difference.base)) if (part.field === 'function') callees.add(part.canonical);
    for (const key of comparison.baseNames.boundIn(difference.base)) {
      if (comparison.variantNames.placesOf(key).bindings.length > 0) continue;
      lost.add(key);
      if (explanation !== 'dead-code' || isUpdateOfColumn(target, difference)) owned.add(key);
    }
  };

  explain(OF_COMPONENT, takeAlong);
  for (let before = -1; before !== explained.size;) {
    before = explained.size;
    explain(OF_LOST_NAMES, takeAlong);
  }
  explain(OF_THE_REST);
  // A function that is the baseline's without the component needs no further account of its lines.
  for (const difference of differencesOfWriting(comparison, target, owned, explained)) {
    explained.set(difference, 'harmless');
  }
  return {
    explained,
    unexplained: comparison.differences.filter((difference) => !explained.has(difference)),
    evidence: [...explained].flatMap(([difference, explanation]): Evidence[] => {
      if (explanation === 'dead-code' && difference.kind === 'deleted') {
        const beyond = lostValueBefore(comparison, target, difference.base, undefined);
        return beyond === undefined ? [] : [beyond];
      }
      if (explanation !== 'use' && explanation !== 'component') return [];
      return [
        ...judgeSwitch(comparison, difference, lost),
        ...judgeConsequence(comparison, target, difference, explanation, { own, lost, owned, inputs, callees }),
      ];
    }),
  };
}

/** Names that only the component gives a value; `x` in `x = f(x)` belongs to everybody. */
function namesOfItsOwn({ baseNames }: Comparison, target: Target): NameKey[] {
  return [...target.bound].filter((key) =>
    baseNames.placesOf(key).bindings.every((binding) => target.nodes.some((node) => covers(node, binding))),
  );
}

function isSwitch(difference: Difference, { comparison, target }: Account): boolean {
  return difference.kind === 'replaced' && target.nodes.some((node) => isSwitchOf(comparison, node, difference.base));
}
