import type { Node } from './python-parser.js';

/** The nodes that lie in no other one of them, grouped by parent, in the order given. */
export function outermostByParent(nodes: readonly Node[]): Node[][] {
  const groups = new Map<number, Node[]>();
  for (const node of nodes) {
    if (node.parent === null || nodes.some((other) => isInside(node, other))) continue;
    const group = groups.get(node.parent.id);
    if (group === undefined) groups.set(node.parent.id, [node]);
    else group.push(node);
  }
  return [...groups.values()];
}

function isInside(node: Node, other: Node): boolean {
  return node.id !== other.id && other.startIndex <= node.startIndex && node.endIndex <= other.endIndex;
}
