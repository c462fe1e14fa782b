import { oncePer } from '../../../core/once-per.js';
import { subtreeOf, type ModuleNode } from './module-tree.js';

/**
 * How much two trees have in common, from 0 to 1: the modules of the same class and settings (half as
 * much for the same class alone), counted as often as both have them, over the size of the larger.
 */
export function similarity(one: ModuleNode, other: ModuleNode): number {
  if (one.signature === other.signature) return 1;
  const exact = common(partsOf(one), partsOf(other));
  const byClass = common(partsOf(one).map(classOf), partsOf(other).map(classOf));
  return (exact + byClass) / 2 / Math.max(partsOf(one).length, partsOf(other).length);
}

const partsOf = oncePer((node: ModuleNode) => subtreeOf(node).map(({ print }) => `${print.type}(${print.settings})`));

function classOf(part: string): string {
  return part.slice(0, part.indexOf('('));
}

function common(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const part of one) counts.set(part, (counts.get(part) ?? 0) + 1);
  return other.filter((part) => {
    const left = counts.get(part) ?? 0;
    if (left > 0) counts.set(part, left - 1);
    return left > 0;
  }).length;
}
