import { applyEdits, type Edit } from '../core/edit.js';
import type { PythonFile } from './python-file.js';
import { parsePython, TreeEdit, type Tree } from './python-parser.js';

/**
 * The tree of a file once edited, parsed from where it differs: a long script takes no longer than a short
 * one. The edits are of this file and free of conflicts. `delete()` the tree when done with it.
 */
export function parseEdited(file: PythonFile, edits: readonly Edit[]): Tree {
  const former = file.tree.copy();
  // From the end to the start, so that the offsets of those still to come stay right.
  for (const edit of edits.toSorted((a, b) => b.start - a.start)) {
    const startPosition = positionAt(file.text, edit.start);
    former.edit(
      new TreeEdit({
        startIndex: edit.start,
        oldEndIndex: edit.end,
        newEndIndex: edit.start + edit.text.length,
        startPosition,
        oldEndPosition: positionAt(file.text, edit.end),
        newEndPosition: positionAfter(startPosition, edit.text),
      }),
    );
  }
  const tree = parsePython(applyEdits(file.text, edits), former);
  former.delete();
  return tree;
}

interface Position {
  readonly row: number;
  readonly column: number;
}

function positionAt(text: string, offset: number): Position {
  return positionAfter({ row: 0, column: 0 }, text.slice(0, offset));
}

function positionAfter(start: Position, text: string): Position {
  const lastLineEnd = text.lastIndexOf('\n');
  if (lastLineEnd === -1) return { row: start.row, column: start.column + text.length };
  return { row: start.row + text.split('\n').length - 1, column: text.length - lastLineEnd - 1 };
}
