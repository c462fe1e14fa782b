import { moduleFate } from './module-fate.js';
import { isContainer } from './module-classes.js';
import { belongsToTarget, type ModelComparison } from './model-comparison.js';
import { orderSpan, parametersBelow, rootOf, subtreeOf, type ModuleNode } from './module-tree.js';
import { fitsInto } from './tensor-shapes.js';

/** How a lost module was joined to the component, as far as the order of calls and the shapes tell. */
export interface Attachment {
  readonly side: 'fed' | 'followed';
  /** Parameters of the component's module that it was joined to. */
  readonly targetParameters: number;
  readonly target: ModuleNode;
}

/**
 * Which lost modules were joined to the component and to nothing else that is still there: those called
 * just before it that gave what it was given, and those called just after it that were given what it gave,
 * and so on from these. The data flow itself is not seen, so this is judged by the order of the first
 * calls and by equal shapes.
 */
export function attachments(
  comparison: ModelComparison,
  lost: readonly ModuleNode[],
): ReadonlyMap<ModuleNode, Attachment> {
  const lostLeaves = new Map(lost.flatMap((node) => leavesOf(node).map((leaf) => [leaf, node] as const)));
  const leaves = comparison.baseline.nodes
    .filter((node) => isLeaf(node) && node.print.order !== undefined)
    .sort((a, b) => (a.print.order ?? 0) - (b.print.order ?? 0));
  const found = new Map<ModuleNode, Attachment>();

  for (const target of comparison.targets) {
    const span = orderSpan(target);
    if (span === undefined || isStillThere(comparison, target)) continue;
    const near = leaves.filter(
      (leaf) => rootOf(leaf) === rootOf(target) && (leaf === target || !belongsToTarget(comparison, leaf)),
    );
    const targetParameters = parametersBelow(target);
    for (const side of ['fed', 'followed'] as const) {
      const chain = side === 'fed' ? before(near, span.first).reverse() : after(near, span.last);
      let joint = target;
      for (const leaf of chain) {
        const node = lostLeaves.get(leaf);
        const fits =
          side === 'fed'
            ? fitsInto(leaf.print.output, joint.print.input)
            : fitsInto(joint.print.output, leaf.print.input);
        if (node === undefined || !fits) break;
        if (!found.has(node)) found.set(node, { side, targetParameters, target });
        joint = leaf;
      }
    }
  }
  return found;
}

/** Nothing goes with a component that stays. */
function isStillThere({ alignment }: ModelComparison, target: ModuleNode): boolean {
  return moduleFate(target, alignment).kind === 'kept';
}

function before(leaves: readonly ModuleNode[], order: number): ModuleNode[] {
  return leaves.filter(({ print }) => (print.order ?? 0) < order);
}

function after(leaves: readonly ModuleNode[], order: number): ModuleNode[] {
  return leaves.filter(({ print }) => (print.order ?? 0) > order);
}

function leavesOf(node: ModuleNode): ModuleNode[] {
  return subtreeOf(node).filter(isLeaf);
}

/** Something that is called and computes; containers only pass on. */
function isLeaf(node: ModuleNode): boolean {
  return node.children.length === 0 && !isContainer(node);
}
