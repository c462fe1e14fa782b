import { moduleFate } from './module-fate.js';
import { isContainer } from './module-classes.js';
import { belongsToTarget, holdsOnlyTarget, holdsTarget, type ModelComparison } from './model-comparison.js';
import { subtreeOf, type ModuleNode } from './module-tree.js';

/** A module that is not the component and takes part no more; all below it goes with it. */
export interface LostModule {
  readonly node: ModuleNode;
  readonly how: 'gone' | 'neutral' | 'idle' | 'replaced';
  /** What stands in its place. */
  readonly now?: ModuleNode;
}

/** The topmost modules that are lost besides the component; a container that held only the component is not. */
export function lostModules(comparison: ModelComparison): LostModule[] {
  return comparison.baseline.roots.flatMap((root) => visit(comparison, root));
}

function visit(comparison: ModelComparison, node: ModuleNode): LostModule[] {
  if (belongsToTarget(comparison, node)) return [];
  const below = (): LostModule[] => node.children.flatMap((child) => visit(comparison, child));
  const fate = moduleFate(node, comparison.alignment);
  switch (fate.kind) {
    case 'unused':
      return [];
    case 'kept':
    case 'hollow':
      return below();
    case 'replaced':
      // A class of the user's own, renamed or rewritten around the same parts, is judged by these.
      return isComposite(node) && isComposite(fate.now) ? below() : [{ node, how: 'replaced', now: fate.now }];
    case 'gone':
      if (holdsOnlyTarget(comparison, node)) return [];
      return isOnlyTheHolder(comparison, node) ? below() : [{ node, how: 'gone' }];
    case 'neutral':
    case 'idle':
      // By a setting that is the component: `hidden_dropout_prob=0` of a configuration that many modules follow.
      if (comparison.adjusted.has(node)) return [];
      if (holdsOnlyTarget(comparison, node)) return [];
      return holdsTarget(comparison, node) ? below() : [{ node, how: fate.kind, now: fate.now }];
  }
}

/** Gone as a whole, but what it held is judged one by one: it held the component, or parts of it go on. */
function isOnlyTheHolder(comparison: ModelComparison, node: ModuleNode): boolean {
  if (node.print.parameters.length > 0) return false;
  const goesOn = subtreeOf(node).some((child) => comparison.alignment.counterpart.has(child));
  const isWholeModel = node.parent === undefined && !goesOn;
  return (
    (holdsTarget(comparison, node) && !isWholeModel) || (goesOn && (isContainer(node) || node.parent === undefined))
  );
}

function isComposite(node: ModuleNode): boolean {
  return node.children.length > 0;
}
