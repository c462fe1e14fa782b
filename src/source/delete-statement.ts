import type { Edit } from '../core/edit.js';
import { outermostByParent } from './outermost-nodes.js';
import type { PythonFile } from './python-file.js';
import type { Node } from './python-parser.js';
import { lineEndAfter, lineStartBefore, lineStartsWith } from './text-lines.js';

/**
 * Edits that delete statements (children of a block or of the module), computed jointly: a block that
 * loses all its statements gets `pass` in place of the first. A statement alone on its lines goes with
 * its lines and the comment behind it; one of `a; b` goes with one semicolon.
 */
export function deleteStatements(file: PythonFile, statements: readonly Node[]): Edit[] {
  return outermostByParent(statements).flatMap((group) => deleteFromBlock(file, group));
}

function deleteFromBlock(file: PythonFile, deleted: readonly Node[]): Edit[] {
  const parent = deleted[0]?.parent;
  if (parent === undefined || parent === null) throw new Error('Internal error: a statement without a parent');
  const ids = new Set(deleted.map((node) => node.id));
  const all = parent.namedChildren.filter((child) => !child.isExtra);
  const first = all[0];
  const isEmptied = parent.type === 'block' && all.every((child) => ids.has(child.id));
  if (isEmptied && first !== undefined) {
    ids.delete(first.id);
    const pass: Edit = { file: file.path, start: first.startIndex, end: first.endIndex, text: 'pass' };
    return [pass, ...logicalLines(parent, all).flatMap((line) => deleteFromLine(file, line, ids))];
  }
  return logicalLines(parent, all).flatMap((line) => deleteFromLine(file, line, ids));
}

/** Statements joined by semicolons share a logical line. */
function logicalLines(parent: Node, statements: readonly Node[]): Node[][] {
  const lines: Node[][] = [];
  let isJoined = false;
  const ids = new Set(statements.map((node) => node.id));
  for (const child of parent.children) {
    if (child.type === ';') isJoined = true;
    if (!ids.has(child.id)) continue;
    const last = lines.at(-1);
    const previous = last?.at(-1);
    if (isJoined && last !== undefined && previous?.endPosition.row === child.startPosition.row) last.push(child);
    else lines.push([child]);
    isJoined = false;
  }
  return lines;
}

function deleteFromLine(file: PythonFile, line: readonly Node[], ids: ReadonlySet<number>): Edit[] {
  const deleted = line.filter((node) => ids.has(node.id));
  const [first, last] = [line[0], line.at(-1)];
  if (first === undefined || last === undefined || deleted.length === 0) return [];
  if (deleted.length === line.length && lineStartsWith(file.text, first.startIndex)) {
    const start = lineStartBefore(file.text, first.startIndex);
    return [{ file: file.path, start, end: lineEndAfter(file.text, last.endIndex), text: '' }];
  }
  return deleted.map((node) => {
    const following = line.slice(line.indexOf(node) + 1).find((other) => !ids.has(other.id));
    const next = line[line.indexOf(node) + 1];
    const previous = line[line.indexOf(node) - 1];
    // With a kept statement behind it, a deleted one takes the semicolon behind; at the end of the line, the one before.
    const start = following === undefined ? (previous?.endIndex ?? node.startIndex) : node.startIndex;
    const end = following === undefined ? node.endIndex : (next?.startIndex ?? node.endIndex);
    return { file: file.path, start, end, text: '' };
  });
}
