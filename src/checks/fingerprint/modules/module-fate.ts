import { isNeutral } from './module-classes.js';
import type { ModuleAlignment } from './align-modules.js';
import { takesPart, type ModuleNode } from './module-tree.js';

/** What became of a module of the baseline. */
export type ModuleFate =
  /** Nothing of it is left. */
  | { readonly kind: 'gone' }
  /** Something that does nothing stands in its place. */
  | { readonly kind: 'neutral'; readonly now: ModuleNode }
  /** Another class stands in its place. */
  | { readonly kind: 'replaced'; readonly now: ModuleNode }
  /** It is there, and nothing calls it. */
  | { readonly kind: 'idle'; readonly now: ModuleNode }
  /** It is called, and all of it that computed or learned is out of use: it lets pass what it is given. */
  | { readonly kind: 'hollow'; readonly now: ModuleNode }
  /** It is there and takes part. */
  | { readonly kind: 'kept'; readonly now: ModuleNode }
  /** It took no part in the baseline already. */
  | { readonly kind: 'unused' };

export function moduleFate(node: ModuleNode, { counterpart }: ModuleAlignment): ModuleFate {
  if (!takesPart(node)) return { kind: 'unused' };
  const now = counterpart.get(node);
  if (now === undefined) return { kind: 'gone' };
  if (isNeutral(now) && !isNeutral(node)) return { kind: 'neutral', now };
  if (!takesPart(now)) return { kind: 'idle', now };
  if (plainClass(node) !== plainClass(now)) return { kind: 'replaced', now };
  const hasParts = now.children.length > 0 || now.print.parameters.length > 0;
  return { kind: hasWorkingParts(node) && hasParts && !hasWorkingParts(now) ? 'hollow' : 'kept', now };
}

/** Without what `torch.nn.utils.parametrize` puts before a class's name. */
export function plainClass({ print }: ModuleNode): string {
  return print.type.replace(/^Parametrized(?=[A-Z])/, '');
}

function hasWorkingParts(node: ModuleNode): boolean {
  return node.children.some(takesPart) || node.print.parameters.some(({ hasGradient }) => hasGradient);
}
