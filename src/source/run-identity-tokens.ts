import { createHash } from 'node:crypto';
import { applyEdits, type Edit } from '../core/edit.js';
import type { PythonFile } from './python-file.js';
import { parsePython } from './python-parser.js';

const WITHOUT_MEANING: ReadonlySet<string> = new Set(['comment', 'line_continuation', ';']);

/**
 * Hash (SHA-256, hex) of what a file executes once edited: its tokens with their nesting, without
 * comments, white space and marks. Docstrings count, as programs can read them. Adding a mark or
 * wrapping a line changes nothing; moving a statement into another block does.
 */
export function executedTokens(file: PythonFile, edits: readonly Edit[] = []): string {
  const text = edits.length === 0 ? file.text : applyEdits(file.text, edits);
  const tree = edits.length === 0 ? file.tree : parsePython(text);
  const hash = createHash('sha256');
  // A tree with errors can lose tokens; then the text itself is what counts.
  if (tree.rootNode.hasError) return hash.update(text).digest('hex');
  const parts: string[] = [];
  const around: string[] = [];
  const cursor = tree.rootNode.walk();
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
      if (!cursor.gotoParent()) return hash.update(parts.join('\0')).digest('hex');
      if (around.pop() === 'block') parts.push('}');
    }
  }
}

function isBlock(type: string | undefined): boolean {
  return type === 'block' || type === 'module';
}
