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

/** The tokens of a file by the row they start on. */
export interface TokenRows {
  readonly tokens: readonly Token[];
  startingOn(row: number): readonly Token[];
  /** The token that started on an earlier row and ends on this one: a string of several lines. */
  reachingInto(row: number): Token | undefined;
  /** The first token at or after an offset. */
  after(offset: number): Token | undefined;
}

export function tokenRows(root: Node): TokenRows {
  const tokens = tokensOf(root);
  const byRow = new Map<number, Token[]>();
  for (const token of tokens) {
    const row = byRow.get(token.startRow);
    if (row === undefined) byRow.set(token.startRow, [token]);
    else row.push(token);
  }
  return {
    tokens,
    startingOn: (row) => byRow.get(row) ?? [],
    reachingInto: (row) => tokens.find((token) => token.startRow < row && token.endRow === row),
    after: (offset) => tokens.find((token) => token.start >= offset),
  };
}
