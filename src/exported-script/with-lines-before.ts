import type { Node } from 'web-tree-sitter';
import { UserError } from '../core/user-error.js';
import { parsePython } from '../source/python-parser.js';

/** A source with lines that were added to it. */
export interface AssembledSource {
  readonly text: string;
  /** The added lines, from 1, both ends included. */
  readonly added: readonly (readonly [first: number, last: number])[];
}

/**
 * Puts lines before a source's own statements, behind what has to come first: the first comments, the docstring and imports from
 * `__future__`. Throws a UserError where another statement stands on the same line as these. The parser has to be loaded.
 */
export function withLinesBefore(path: string, source: string, lines: readonly string[]): AssembledSource {
  const row = firstFreeRow(source);
  if (row === undefined) {
    throw new UserError(
      `${path}: another statement stands on the line of the docstring or of an import from __future__. Give it a line of its own, and run the study again.`,
    );
  }
  const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
  const own = source.split('\n');
  const added = lines.flatMap((line) => line.split('\n'));
  const before = own.slice(0, row).map((line) => `${line}\n`);
  const text = `${before.join('')}${added.map((line) => line + lineEnd).join('')}${own.slice(row).join('\n')}`;
  return { text, added: [[row + 1, row + added.length]] };
}

/** From 0: the first line that nothing has to precede. */
function firstFreeRow(source: string): number | undefined {
  const tree = parsePython(source);
  try {
    const statements = tree.rootNode.namedChildren.filter(({ type }) => type !== 'comment');
    const isFirst = (node: Node, index: number): boolean =>
      node.type === 'future_import_statement' || (index === 0 && isDocstring(node));
    const count = statements.findIndex((node, index) => !isFirst(node, index));
    const last = count === -1 ? statements.at(-1) : statements[count - 1];
    const next = count === -1 ? undefined : statements[count];
    if (last === undefined) return next?.startPosition.row ?? source.split('\n').length - 1;
    return next?.startPosition.row === last.endPosition.row ? undefined : last.endPosition.row + 1;
  } finally {
    tree.delete();
  }
}

function isDocstring(node: Node): boolean {
  return node.type === 'expression_statement' && node.namedChild(0)?.type === 'string';
}
