import { alignSequences } from '../align-sequences.js';
import { isContainer, isNeutral } from './module-classes.js';
import { settingDifferences } from './module-settings.js';
import { subtreeOf, type Forest, type ModuleNode } from './module-tree.js';
import { pairRoots } from './pair-roots.js';
import { similarity } from './similarity.js';

/** Which module of the variant is which of the baseline's. */
export interface ModuleAlignment {
  /** From the baseline's to the variant's; a module that is gone has no entry. */
  readonly counterpart: ReadonlyMap<ModuleNode, ModuleNode>;
  /** Modules of the variant that are nothing of the baseline's. */
  readonly added: readonly ModuleNode[];
}

/**
 * Pairs the modules of two runs. Attributes go by their names, elements of containers by class and
 * settings in their order, since indices shift when one goes. Where several ways are equally good (two
 * equal layers, one gone), it is the component's that is taken to be gone. A module found under another
 * name, or without the wrapper that it had, is still the same.
 */
export function alignModules(baseline: Forest, variant: Forest, candidates: ReadonlySet<ModuleNode>): ModuleAlignment {
  const counterpart = new Map<ModuleNode, ModuleNode>();
  for (const [of, to] of pairRoots(baseline, variant, candidates)) pairTrees(of, to, candidates, counterpart);
  pairMoved(baseline, variant, counterpart);
  const paired = new Set(counterpart.values());
  return { counterpart, added: variant.nodes.filter((node) => !paired.has(node)) };
}

function pairTrees(
  of: ModuleNode,
  to: ModuleNode,
  candidates: ReadonlySet<ModuleNode>,
  counterpart: Map<ModuleNode, ModuleNode>,
): void {
  // An Identity is what replaced a block, not the one that the block had inside.
  if (of.print.type !== to.print.type && !isNeutral(to)) {
    const unwrapped = of.children.find((child) => isSameThing(child, to));
    if (unwrapped !== undefined) {
      pairTrees(unwrapped, to, candidates, counterpart);
      return;
    }
    const wrapped = to.children.find((child) => isSameThing(of, child));
    if (wrapped !== undefined) {
      pairTrees(of, wrapped, candidates, counterpart);
      return;
    }
  }
  counterpart.set(of, to);
  for (const [child, other] of pairChildren(of, to, candidates)) pairTrees(child, other, candidates, counterpart);
}

function isSameThing(one: ModuleNode, other: ModuleNode): boolean {
  return one.print.type === other.print.type && similarity(one, other) >= 0.5;
}

function pairChildren(
  of: ModuleNode,
  to: ModuleNode,
  candidates: ReadonlySet<ModuleNode>,
): (readonly [ModuleNode, ModuleNode])[] {
  const numbered = [...of.children, ...to.children].every(({ segment }) => /^\d+$/.test(segment));
  if (numbered && (isContainer(of) || isContainer(to))) {
    return [...alignSequences(of.children, to.children, elementScores(candidates)).pairs];
  }

  const byName = new Map(to.children.map((child) => [child.segment, child]));
  const pairs: (readonly [ModuleNode, ModuleNode])[] = [];
  const left: ModuleNode[] = [];
  for (const child of of.children) {
    const same = byName.get(child.segment);
    if (same === undefined) left.push(child);
    else pairs.push([child, same]);
    byName.delete(child.segment);
  }
  for (const child of left) {
    const renamed = [...byName.values()].find(({ signature }) => signature === child.signature);
    if (renamed === undefined) continue;
    pairs.push([child, renamed]);
    byName.delete(renamed.segment);
  }
  return pairs;
}

function elementScores(candidates: ReadonlySet<ModuleNode>) {
  return {
    pair: (of: ModuleNode, to: ModuleNode) => {
      const place = of.segment === to.segment ? 0.001 : 0;
      return elementScore(of, to) + place - (candidates.has(of) ? 0.02 : 0);
    },
    skipLeft: (of: ModuleNode) => (candidates.has(of) ? 0.01 : 0),
  };

  function elementScore(of: ModuleNode, to: ModuleNode): number {
    if (of.signature === to.signature) return 4;
    if (of.print.type === to.print.type) {
      const onlyInputs = settingDifferences(of.print.type, of.print.settings, to.print.settings).every(
        ({ role }) => role === 'input-size',
      );
      return 2 + similarity(of, to) + (onlyInputs ? 0.5 : 0);
    }
    if (isNeutral(to)) return candidates.has(of) || subtreeOf(of).some((node) => candidates.has(node)) ? 3 : 0.9;
    return 0.2 + similarity(of, to);
  }
}

/** What is left over on both sides with equal structure and parameters was moved. */
function pairMoved(baseline: Forest, variant: Forest, counterpart: Map<ModuleNode, ModuleNode>): void {
  const taken = new Set(counterpart.values());
  const free = variant.nodes.filter((node) => !taken.has(node));
  for (const node of baseline.nodes) {
    if (counterpart.has(node) || !hasParameters(node)) continue;
    const index = free.findIndex((other) => other.signature === node.signature && hasParameters(other));
    const [moved] = index === -1 ? [] : free.slice(index, index + 1);
    if (moved === undefined) continue;
    const others = subtreeOf(moved);
    for (const [at, part] of subtreeOf(node).entries()) {
      const other = others[at];
      if (other === undefined || counterpart.has(part) || !free.includes(other)) continue;
      counterpart.set(part, other);
      free.splice(free.indexOf(other), 1);
    }
  }
}

function hasParameters(node: ModuleNode): boolean {
  return subtreeOf(node).some(({ print }) => print.parameters.length > 0);
}
