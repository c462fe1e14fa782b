import type { Edit } from '../core/edit.js';
import type { PythonFile } from './python-file.js';
import type { Node } from './python-parser.js';
import { lineEndAfter, lineStartBefore } from './text-lines.js';

/**
 * Edits that put the statements of `block` in the place of the whole compound statement `statement`: all
 * before the block goes, its lines move left, what follows it inside the statement goes. The inside of
 * strings of several lines is not touched. Undefined where indentation leaves no sure way.
 */
export function unwrapBlock(file: PythonFile, statement: Node, block: Node): Edit[] | undefined {
  const { text } = file;
  const statementLine = lineStartBefore(text, statement.startIndex);
  const outer = text.slice(statementLine, statement.startIndex);
  const first = block.namedChildren[0];
  const last = block.namedChildren.at(-1);
  if (outer.trim() !== '' || first === undefined || last === undefined) return undefined;
  const tail: Edit[] =
    last.endIndex < statement.endIndex
      ? [{ file: file.path, start: last.endIndex, end: statement.endIndex, text: '' }]
      : [];
  const firstLine = lineStartBefore(text, first.startIndex);
  const inner = text.slice(firstLine, first.startIndex);
  if (inner.trim() !== '') {
    // `with a: b`: the block begins on the line of its header.
    return [{ file: file.path, start: statement.startIndex, end: first.startIndex, text: '' }, ...tail];
  }
  if (!inner.startsWith(outer) || inner.length === outer.length) return undefined;
  const edits: Edit[] = [{ file: file.path, start: statementLine, end: firstLine, text: '' }];
  const strings = block.descendantsOfType('string');
  for (let line = firstLine; line < last.endIndex; line = lineEndAfter(text, line)) {
    const isInString = strings.some((string) => string.startIndex < line && line < string.endIndex);
    if (isInString || !text.startsWith(inner, line)) continue;
    edits.push({ file: file.path, start: line + outer.length, end: line + inner.length, text: '' });
  }
  return [...edits, ...tail];
}
