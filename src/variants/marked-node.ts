import type { CodeComponent } from '../core/component.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';

/**
 * The syntax node a component points at: of several with the same span the outermost, so that a marked
 * statement is the statement and not the call in it. Undefined where the text was changed since.
 */
export function markedNode(file: PythonFile, component: CodeComponent): Node | undefined {
  let node = file.tree.rootNode.descendantForIndex(component.start, component.end);
  if (node?.startIndex !== component.start || node.endIndex !== component.end) return undefined;
  while (node.parent !== null && hasSameSpan(node, node.parent) && !BODIES.has(node.parent.type)) node = node.parent;
  return BODIES.has(node.type) ? (node.namedChildren.find((child) => !child.isExtra) ?? node) : node;
}

/** A body that has one statement is no component; the statement is. */
const BODIES: ReadonlySet<string> = new Set(['module', 'block']);

function hasSameSpan(node: Node, other: Node): boolean {
  return node.startIndex === other.startIndex && node.endIndex === other.endIndex;
}
