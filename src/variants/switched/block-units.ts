import type { Node } from '../../source/python-parser.js';
import { codeKey } from './code-key.js';

/** A statement with its lines, or several that share a line. */
export interface BlockUnit {
  readonly key: string;
  /** Absent for several statements. */
  readonly statement?: Node;
  /** Offset of the beginning of its first line, and of the end of its last line, a comment there included. */
  readonly start: number;
  readonly end: number;
  /** What its first line begins with. */
  readonly indentation: string;
}

/** The statements of a block or a module, in order. */
export function unitsOf(block: Node, text: string): readonly BlockUnit[] {
  const groups: Node[][] = [];
  for (const statement of block.namedChildren.filter(({ type }) => type !== 'comment')) {
    const group = groups.at(-1);
    if (group?.at(-1)?.endPosition.row === statement.startPosition.row) group.push(statement);
    else groups.push([statement]);
  }
  return groups.map((statements) => unitOf(statements, text));
}

function unitOf(statements: readonly Node[], text: string): BlockUnit {
  const [first] = statements;
  const last = statements.at(-1);
  if (first === undefined || last === undefined) throw new Error('Internal error: a line without a statement');
  const start = text.lastIndexOf('\n', first.startIndex - 1) + 1;
  const newline = text.indexOf('\n', last.endIndex);
  return {
    key: statements.map(codeKey).join(';'),
    start,
    end: newline === -1 ? text.length : newline,
    indentation: text.slice(start, first.startIndex),
    ...(statements.length === 1 ? { statement: first } : {}),
  };
}
