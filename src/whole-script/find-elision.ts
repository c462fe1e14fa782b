import { walk, type Node } from '../source/python-parser.js';
import type { PythonFile } from '../source/python-file.js';

const DOTS = /\.{3}|…/;
const DOTTED_WORDS =
  /\b(?:rest|remaining|existing|unchanged|same|previous|original|omitted|similar(?:ly)?|other|code)\b/i;
/** A comment in the place of code: `# ... rest of the model`, `# your training loop here`. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^#+\s*(?:\.{3}|…)/,
  /\b(?:rest|remainder|remaining (?:part|code|lines)) of (?:the|your|this) (?:\w+ )?(?:code|script|file|function|class|method|model|implementation|program)\b/i,
  /\b(?:existing|original|previous|your) (?:\w+ )?(?:code|implementation|loop) (?:goes )?here\b/i,
  /\b(?:omitted|shortened|abbreviated) for brevity\b/i,
];
/** The same words describe code that is there, where it follows at once: `# Evaluation (unchanged)`. */
const ALONE_PLACEHOLDERS =
  /\b(?:unchanged|omitted|(?:the )?same as (?:before|above|in the original)|as before)\s*[)\]>.]*\s*$/i;

/**
 * The first line of a script that stands for code left out, and that none of the given texts has. `...` as the body
 * of an abstract or overloaded function, or of a protocol, is code.
 */
export function findElision(file: PythonFile, known: readonly string[]): number | undefined {
  const knownLines = new Set(known.flatMap((text) => text.split(/\r?\n/).map((line) => line.trim())));
  const lines = file.text.split(/\r?\n/);
  for (const node of walk(file.tree.rootNode)) {
    const row = node.startPosition.row;
    const isElision =
      node.type === 'comment' ? isPlaceholder(node.text, lines[row], lines[row + 1]) : isLoneEllipsis(node);
    if (isElision && !knownLines.has(lines[row]?.trim() ?? '')) return row + 1;
  }
  return undefined;
}

function isPlaceholder(comment: string, line = '', next = ''): boolean {
  if (PLACEHOLDERS.some((pattern) => pattern.test(comment))) return true;
  if (DOTS.test(comment) && DOTTED_WORDS.test(comment)) return true;
  return ALONE_PLACEHOLDERS.test(comment) && (next.trim() === '' || indentOf(next) < indentOf(line));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function isLoneEllipsis(node: Node): boolean {
  if (node.type !== 'expression_statement' || node.text !== '...') return false;
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    if (parent.type === 'decorated_definition' && /@\s*(?:\w+\.)*(?:abstract\w*|overload)\b/.test(parent.text))
      return false;
    if (parent.type === 'class_definition') {
      return !/\bProtocol\b/.test(parent.childForFieldName('superclasses')?.text ?? '');
    }
  }
  return true;
}
