import { subtreeOf, type Forest, type ModuleNode } from './module-tree.js';
import { similarity } from './similarity.js';

/**
 * Pairs the root modules of two runs, the most similar first: by class, structure, and whether they train
 * (an averaged copy has the structure of what it copies). A single root on either side is the same model,
 * whatever its class is called now. A root left over may be a part of the other side's: called directly
 * now, or before.
 */
export function pairRoots(
  baseline: Forest,
  variant: Forest,
  candidates: ReadonlySet<ModuleNode>,
): (readonly [ModuleNode, ModuleNode])[] {
  const [of, to] = [baseline.roots[0], variant.roots[0]];
  const single = baseline.roots.length === 1 && variant.roots.length === 1 && of !== undefined && to !== undefined;
  if (single) return [partOf(of, to) ?? [of, to]];

  const scored = baseline.roots.flatMap((root, i) =>
    variant.roots.flatMap((other, j) => {
      const score = rootScore(root, other) - (candidates.has(root) ? 0.02 : 0) - Math.abs(i - j) * 0.001;
      return score >= 0.5 ? [{ root, other, score }] : [];
    }),
  );
  const pairs = new Map<ModuleNode, ModuleNode>();
  const taken = new Set<ModuleNode>();
  for (const { root, other } of scored.sort((a, b) => b.score - a.score)) {
    if (pairs.has(root) || taken.has(other)) continue;
    pairs.set(root, other);
    taken.add(other);
  }
  const parts = pairParts(
    baseline.roots.filter((root) => !pairs.has(root)),
    variant.roots.filter((root) => !taken.has(root)),
  );
  return [...pairs, ...parts];
}

function rootScore(of: ModuleNode, to: ModuleNode): number {
  const sameClass = of.print.type === to.print.type ? 1 : 0;
  const sameTraining = trains(of) === trains(to) ? 0.3 : 0;
  return sameClass + similarity(of, to) + (sameClass > 0 || similarity(of, to) > 0.3 ? sameTraining : 0);
}

function trains(root: ModuleNode): boolean {
  return subtreeOf(root).some(({ print }) => print.parameters.some(({ hasGradient }) => hasGradient));
}

function pairParts(left: readonly ModuleNode[], right: readonly ModuleNode[]): (readonly [ModuleNode, ModuleNode])[] {
  const pairs: (readonly [ModuleNode, ModuleNode])[] = [];
  for (const of of left) {
    for (const to of right) {
      const pair = partOf(of, to);
      const isNew = pair !== undefined && !pairs.some(([one, other]) => one === pair[0] || other === pair[1]);
      if (isNew) pairs.push(pair);
    }
  }
  return pairs;
}

/** A root of one side that is a module inside a root of the other: its wrapper is gone, or new. */
function partOf(of: ModuleNode, to: ModuleNode): readonly [ModuleNode, ModuleNode] | undefined {
  if (of.print.type === to.print.type) return undefined;
  const inside = subtreeOf(of).find((part) => part !== of && isWhole(part, to, of));
  if (inside !== undefined) return [inside, to];
  const outside = subtreeOf(to).find((part) => part !== to && isWhole(part, of, to));
  return outside === undefined ? undefined : [of, outside];
}

/** The same class and most of the structure, and nearer to it than the whole is. */
function isWhole(part: ModuleNode, root: ModuleNode, whole: ModuleNode): boolean {
  return (
    part.print.type === root.print.type &&
    similarity(part, root) >= 0.5 &&
    similarity(part, root) >= similarity(whole, root)
  );
}
