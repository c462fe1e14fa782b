import type { Node, Tree } from '../../source/python-parser.js';

/** A node is asked for at each level above it. */
const keys = new WeakMap<Tree, Map<number, string>>();

/** Code without comments and white space, but for the ends of blocks: equal keys are the same code. */
export function codeKey(node: Node): string {
  const known = keys.get(node.tree) ?? new Map<number, string>();
  keys.set(node.tree, known);
  const key = known.get(node.id) ?? tokensOf(node, []).join('\u0001');
  known.set(node.id, key);
  return key;
}

/** A compound statement without its blocks: statements with equal headers differ in their blocks alone. */
export function headerKey(statement: Node): string {
  return tokensOf(statement, ['block']).join('\u0001');
}

/** All children but comments. */
export function partsOf(node: Node): readonly Node[] {
  return node.children.filter(({ type }) => type !== 'comment');
}

function tokensOf(node: Node, opaque: readonly string[]): string[] {
  if (node.type === 'comment') return [];
  if (opaque.includes(node.type)) return ['\u0002'];
  if (node.childCount === 0 || node.type === 'string') return node.text === '' ? [] : [node.text];
  const tokens = node.children.flatMap((child) => tokensOf(child, opaque));
  // Where a block ends is code: the same words one level further out are another program.
  return node.type === 'block' ? ['\u0003', ...tokens, '\u0004'] : tokens;
}
