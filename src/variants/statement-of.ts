import type { Node } from '../source/python-parser.js';

/** The statement a node is part of (or is): the nearest ancestor that stands in a block or in the module. */
export function statementOf(node: Node): Node {
  let statement = node;
  while (statement.parent !== null && statement.parent.type !== 'block' && statement.parent.type !== 'module') {
    statement = statement.parent;
  }
  return statement;
}

/** The whole statement, if `node` spans one: `x = f(x)` is an assignment inside an expression statement. */
export function wholeStatement(node: Node): Node | undefined {
  const only = node.type === 'block' && node.namedChildCount === 1 ? node.namedChildren[0] : node;
  if (only === undefined) return undefined;
  const statement = statementOf(only);
  return statement.startIndex === only.startIndex && statement.endIndex === only.endIndex ? statement : undefined;
}

/** `FILE:LINE` of a node, for people. */
export function placeOf(file: { readonly path: string }, node: Node): string {
  return `${file.path}:${node.startPosition.row + 1}`;
}

/** The statements of a function's (or class's) body, comments left out. */
export function blockStatements(definition: Node): Node[] {
  return (definition.childForFieldName('body')?.namedChildren ?? []).filter((child) => child.type !== 'comment');
}
