import { createHash } from 'node:crypto';
import { applyEdits, type Edit } from '../core/edit.js';
import type { PythonFile } from './python-file.js';
import { parseEdited } from './parse-edited.js';
import type { Tree } from './python-parser.js';

const WITHOUT_MEANING: ReadonlySet<string> = new Set(['comment', 'line_continuation', ';']);

/**
 * Hash (SHA-256, hex) of what a file executes once edited: its tokens with their nesting, without
 * comments, white space and marks. Docstrings count, as programs can read them. Adding a mark or
 * wrapping a line changes nothing; moving a statement into another block does.
 */
export function executedTokens(file: PythonFile, edits: readonly Edit[] = []): string {
  if (edits.length === 0) return hashOf(file.text, file.tree);
  const text = applyEdits(file.text, edits);
  const tree = parseEdited(file, edits);
  try {
    return hashOf(text, tree);
  } finally {
    tree.delete();
  }
}

function hashOf(text: string, tree: Tree): string {
  // A tree with errors can lose tokens; then the text itself is what counts.
  const content = tree.rootNode.hasError ? text : nestedTokens(text, tree).join('\0');
  return createHash('sha256').update(content).digest('hex');
}

function nestedTokens(text: string, tree: Tree): string[] {
  const parts: string[] = [];
  const around: string[] = [];
  const cursor = tree.walk();
  for (;;) {
    const type = cursor.nodeType;
    if (!WITHOUT_MEANING.has(type)) {
      if (type !== 'string' && cursor.gotoFirstChild()) {
        around.push(type);
        if (type === 'block') parts.push('{');
        continue;
      }
      // Python reads every line end as \n, also inside strings.
      parts.push(type, text.slice(cursor.startIndex, cursor.endIndex).replaceAll('\r\n', '\n'));
    }
    for (;;) {
      if (isBlock(around.at(-1)) && !WITHOUT_MEANING.has(cursor.nodeType)) parts.push(';');
      if (cursor.gotoNextSibling()) break;
      if (!cursor.gotoParent()) {
        cursor.delete();
        return parts;
      }
      if (around.pop() === 'block') parts.push('}');
    }
  }
}

function isBlock(type: string | undefined): boolean {
  return type === 'block' || type === 'module';
}

/** Offsets of a file's tokens (comments and the like left out), in order. */
export function tokenSpans(file: PythonFile): { readonly start: number; readonly end: number }[] {
  const spans: { start: number; end: number }[] = [];
  const cursor = file.tree.walk();
  for (;;) {
    const type = cursor.nodeType;
    if (!WITHOUT_MEANING.has(type)) {
      if (type !== 'string' && cursor.gotoFirstChild()) continue;
      spans.push({ start: cursor.startIndex, end: cursor.endIndex });
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        cursor.delete();
        return spans;
      }
    }
  }
}

/** How many tokens begin before an offset: a place that comments do not move. */
export function tokensBefore(file: PythonFile, offset: number): number {
  return tokenSpans(file).filter(({ start }) => start < offset).length;
}
