import { alignModules } from '../checks/fingerprint/modules/align-modules.js';
import { buildForest, parametersBelow, type ModuleNode } from '../checks/fingerprint/modules/module-tree.js';
import type { Fingerprint } from '../core/fingerprint.js';
import type { StructurePart, StructureRow, StructureTree } from '../core/study-view.js';

/**
 * The modules of baseline and variant side by side, as the check pairs them. Of two equal layers of which one is
 * gone it is the one called like a component.
 */
export function moduleTrees(
  baseline: Fingerprint,
  variant: Fingerprint,
  componentIds: readonly string[],
): StructureTree[] {
  const [before, after] = [buildForest(baseline.models), buildForest(variant.models)];
  const named = before.nodes.filter(({ print }) => componentIds.some((id) => isCalled(print.name, id)));
  const { counterpart, added } = alignModules(before, after, new Set(named));
  const isAdded = new Set(added);
  const trees = before.roots.map((root) => ({
    title: root.label,
    rows: pairedRows(root, counterpart, isAdded, 0),
  }));
  const newRoots = after.roots.filter((root) => isAdded.has(root));
  return [...trees, ...newRoots.map((root) => ({ title: root.label, rows: addedRows(root, 0) }))];
}

function isCalled(name: string, componentId: string): boolean {
  return name === componentId || name.endsWith(`.${componentId}`);
}

function pairedRows(
  node: ModuleNode,
  counterpart: ReadonlyMap<ModuleNode, ModuleNode>,
  isAdded: ReadonlySet<ModuleNode>,
  depth: number,
): StructureRow[] {
  const other = counterpart.get(node);
  const news = (other?.children ?? []).filter((child) => isAdded.has(child));
  const rows: StructureRow[] = [rowOf(node, other, depth)];
  for (const child of node.children) {
    const place = other?.children.indexOf(counterpart.get(child) ?? child) ?? -1;
    while (news[0] !== undefined && place !== -1 && (other?.children.indexOf(news[0]) ?? 0) < place) {
      rows.push(...addedRows(news[0], depth + 1));
      news.shift();
    }
    rows.push(...pairedRows(child, counterpart, isAdded, depth + 1));
  }
  return [...rows, ...news.flatMap((added) => addedRows(added, depth + 1))];
}

function rowOf(node: ModuleNode, other: ModuleNode | undefined, depth: number): StructureRow {
  const before = partOf(node);
  if (other === undefined) return { depth, name: nameOf(node), change: 'gone', before };
  const after = partOf(other);
  const isRenamed = nameOf(node) !== nameOf(other);
  return {
    depth,
    name: isRenamed ? `${nameOf(node)} → ${nameOf(other)}` : nameOf(node),
    change: before.what === after.what ? 'same' : 'changed',
    before,
    after,
  };
}

function addedRows(node: ModuleNode, depth: number): StructureRow[] {
  const row: StructureRow = { depth, name: nameOf(node), change: 'added', after: partOf(node) };
  return [row, ...node.children.flatMap((child) => addedRows(child, depth + 1))];
}

function nameOf({ segment, print }: ModuleNode): string {
  return segment === '' ? print.type : segment;
}

function partOf(node: ModuleNode): StructurePart {
  const { type, settings } = node.print;
  return { what: `${type}(${settings})`, parameters: parametersBelow(node) };
}
