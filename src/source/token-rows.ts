import type { Node } from './python-parser.js';

/** A word of the program. Strings are one token, whatever they hold; comments are none. */
export interface Token {
  readonly node: Node;
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** Rows count from 0. */
  readonly startRow: number;
  readonly endRow: number;
}

const SKIPPED = new Set(['comment', 'line_continuation']);

/** The tokens below a node, in source order. */
export function tokensOf(root: Node): Token[] {
  const tokens: Token[] = [];
  const cursor = root.walk();
  for (;;) {
    const type = cursor.nodeType;
    if (!SKIPPED.has(type)) {
      if (type !== 'string' && cursor.gotoFirstChild()) continue;
      if (cursor.endIndex > cursor.startIndex && type !== 'module') {
        tokens.push({
          node: cursor.currentNode,
          type,
          start: cursor.startIndex,
          end: cursor.endIndex,
          startRow: cursor.startPosition.row,
          endRow: cursor.endPosition.row,
        });
      }
    }
    while (!cursor.gotoNextSibling()) {
      if (cursor.gotoParent()) continue;
      cursor.delete();
      return tokens;
    }
  }
}

/**
 * The tokens of a file by row. Only the top-level statements that are asked about are walked: marks are
 * few, and walking all of a long file would be a third of the time it takes to read it.
 */
export interface TokenRows {
  /** The tokens of the top-level statements that touch a row, in source order. */
  around(row: number): readonly Token[];
  startingOn(row: number): readonly Token[];
  /** The token that started on an earlier row and ends on this one: a string of several lines. */
  reachingInto(row: number): Token | undefined;
  /** The first token at or after an offset. */
  after(offset: number): Token | undefined;
}

/** The rows below a root node. */
export function tokenRows(root: Node): TokenRows {
  const statements = root.children.map(topStatement);
  const around = (row: number): readonly Token[] =>
    statements.flatMap((statement) => (statement.startRow <= row && row <= statement.endRow ? statement.tokens() : []));
  return {
    around,
    startingOn: (row) => around(row).filter((token) => token.startRow === row),
    reachingInto: (row) => around(row).find((token) => token.startRow < row && token.endRow === row),
    after: (offset) => {
      for (const { end, tokens } of statements) {
        const found = end > offset ? tokens().find((token) => token.start >= offset) : undefined;
        if (found !== undefined) return found;
      }
      return undefined;
    },
  };
}

interface TopStatement {
  readonly startRow: number;
  readonly endRow: number;
  readonly end: number;
  readonly tokens: () => readonly Token[];
}

function topStatement(node: Node): TopStatement {
  let walked: readonly Token[] | undefined;
  return {
    startRow: node.startPosition.row,
    endRow: node.endPosition.row,
    end: node.endIndex,
    tokens: () => (walked ??= tokensOf(node)),
  };
}
