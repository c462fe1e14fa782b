import { parsePython } from '../source/python-parser.js';

/** A source with lines that were added to it. */
export interface AssembledSource {
  readonly text: string;
  /** The added lines, from 1, both ends included. */
  readonly added: readonly (readonly [first: number, last: number])[];
}

/**
 * Puts lines before a source's own statements, behind what has to come first: the first comments, the docstring and imports from
 * `__future__`. The parser has to be loaded.
 */
export function withLinesBefore(source: string, lines: readonly string[]): AssembledSource {
  const offset = offsetOfFirst(source);
  const before = source.slice(0, offset);
  const row = before.split('\n').length;
  const text = `${before}${lines.join('\n')}\n${source.slice(offset)}`;
  return { text, added: [[row, row + lines.join('\n').split('\n').length - 1]] };
}

/** Where the line of the first statement begins that is no docstring and no import from `__future__`. */
function offsetOfFirst(source: string): number {
  const tree = parsePython(source);
  const statements = tree.rootNode.namedChildren;
  const first = statements.find((node, index) => {
    const isDocstring =
      node.type === 'expression_statement' &&
      node.namedChild(0)?.type === 'string' &&
      statements.slice(0, index).every(({ type }) => type === 'comment');
    const isHeader = node.type === 'comment' && statements.slice(0, index).every(({ type }) => type === 'comment');
    return !isDocstring && !isHeader && node.type !== 'future_import_statement';
  });
  const offset = first === undefined ? source.length : source.lastIndexOf('\n', first.startIndex - 1) + 1;
  tree.delete();
  return offset;
}
