import type { Diagnostic } from '../core/diagnostic.js';
import type { PythonFile } from './python-file.js';
import type { Node } from './python-parser.js';
import { sourcePlace } from './source-place.js';

/** The first place of a file that is not Python, as a diagnostic; undefined for a file that parses. */
export function syntaxError(file: PythonFile): Diagnostic | undefined {
  const node = firstError(file.tree.rootNode);
  if (node === undefined) return undefined;
  const missing = node.isMissing ? `"${node.type}" is missing here` : 'this cannot be parsed';
  return {
    severity: 'error',
    message: `Syntax error: ${missing}. Correct it (python -m py_compile ${file.path} says more) and start again.`,
    place: sourcePlace(file, node.startPosition.row, node.startPosition.column),
  };
}

/** Whether the top-level statement around a comment, or just below it, is broken, so that no place in it can be trusted. */
export function isInBrokenCode(comment: Node): boolean {
  let outermost = comment;
  for (let parent = comment.parent; parent !== null; parent = parent.parent) {
    if (parent.isError) return true;
    if (parent.parent !== null) outermost = parent;
  }
  return [outermost, outermost.previousNamedSibling, outermost.nextNamedSibling].some(
    (node) => node?.hasError === true,
  );
}

function firstError(node: Node): Node | undefined {
  if (node.isError || node.isMissing) return node;
  if (!node.hasError) return undefined;
  for (const child of node.children) {
    const found = firstError(child);
    if (found !== undefined) return found;
  }
  return undefined;
}
