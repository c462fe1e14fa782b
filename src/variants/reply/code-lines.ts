import type { Tree } from '../../source/python-parser.js';
import { linesOf } from './text-lines.js';

/** A line by what it executes. */
export interface CodeLine {
  readonly text: string;
  /** The same for lines that differ in their comment or in white space at their end only. */
  readonly code: string;
  /** Nothing but white space or a comment, outside of strings. */
  readonly isQuiet: boolean;
}

/** The lines of a Python text; `tree` is its syntax. */
export function codeLines(text: string, tree: Tree): CodeLine[] {
  const commentStarts = new Map(
    tree.rootNode.descendantsOfType('comment').map((node) => [node.startPosition.row, node.startIndex]),
  );
  const stringRows = new Set<number>();
  for (const node of tree.rootNode.descendantsOfType('string')) {
    for (let row = node.startPosition.row; row < node.endPosition.row; row += 1) stringRows.add(row);
  }
  return linesOf(text).map((line, row) => {
    if (stringRows.has(row)) return { text: line.text, code: `string ${line.text.trimEnd()}`, isQuiet: false };
    const comment = commentStarts.get(row);
    const code = (comment === undefined ? line.text : line.text.slice(0, comment - line.start)).trimEnd();
    return { text: line.text, code, isQuiet: code === '' };
  });
}

/** The same for a file that is not Python: every line counts. */
export function plainLines(text: string): CodeLine[] {
  return linesOf(text).map((line) => ({ text: line.text, code: line.text.trimEnd(), isQuiet: false }));
}
