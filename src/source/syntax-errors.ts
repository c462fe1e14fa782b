import type { Diagnostic } from '../core/diagnostic.js';
import type { PythonFile } from './python-file.js';
import type { Node } from './python-parser.js';
import { sourcePlace } from './source-place.js';

/** The first place of a file that is not Python, as a diagnostic; undefined for a file that parses. */
export function syntaxError(file: PythonFile): Diagnostic | undefined {
  const found = firstError(file.tree.rootNode);
  if (found === undefined) return undefined;
  const open = unmatchedBracket(file.tree.rootNode);
  const node = open ?? found;
  return {
    severity: 'error',
    message: `Syntax error: ${wrongWith(node, open)}. Correct it (python -m py_compile ${file.path} says more) and start again.`,
    place: sourcePlace(file, node.startPosition.row, node.startPosition.column),
  };
}

function wrongWith(node: Node, bracket: Node | undefined): string {
  if (bracket !== undefined) return `"${node.type}" has no counterpart`;
  return node.isMissing ? `"${node.type}" is missing here` : 'this cannot be parsed';
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

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** A bracket left open makes all that follows an error, often from the first line on: the bracket is the place. */
function unmatchedBracket(root: Node): Node | undefined {
  const open: Node[] = [];
  const visit = (node: Node): Node | undefined => {
    if (node.type in CLOSING && !node.isMissing) open.push(node);
    else if (Object.values(CLOSING).includes(node.type) && !node.isMissing) {
      const last = open.pop();
      if (last === undefined || CLOSING[last.type] !== node.type) return last ?? node;
    }
    for (const child of node.children) {
      const found = visit(child);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(root) ?? open[0];
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
