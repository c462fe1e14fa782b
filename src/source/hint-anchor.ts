import type { Node } from './python-parser.js';
import { isStatement } from './syntax-units.js';
import { tokensOf } from './token-rows.js';

/**
 * What a hint stands at, in words that comments and other code do not move: the definitions around it, the first line
 * of code in or below it (of a compound statement its header), and which of its likes in the file that is.
 */
export function hintAnchor(root: Node, startRow: number): string {
  const statements = statementsOf(root);
  const at = statements.findIndex(({ startPosition }) => startPosition.row > startRow);
  const statement = statements[at];
  if (statement === undefined) return 'end of file';
  const words = wordsOf(statement);
  const number = statements.slice(0, at).filter((other) => wordsOf(other) === words).length + 1;
  return `${words} #${number}`;
}

/** In source order, outer ones first. */
function statementsOf(node: Node): Node[] {
  return node.namedChildren.flatMap((child) => [...(isStatement(child) ? [child] : []), ...statementsOf(child)]);
}

function wordsOf(statement: Node): string {
  const definition = statement.childForFieldName('definition') ?? statement;
  const body = definition.children.find(({ type }) => type === 'block');
  const head = tokensOf(statement).filter(({ start }) => body === undefined || start < body.startIndex);
  return [...scopesOf(statement), head.map(({ node }) => node.text).join(' ')].join(' > ');
}

function scopesOf(statement: Node): string[] {
  const names: string[] = [];
  for (let node = statement.parent; node !== null; node = node.parent) {
    if (node.type.endsWith('_definition')) names.unshift(node.childForFieldName('name')?.text ?? '');
  }
  return names;
}
