import type { Syntax } from '../syntax/plain-syntax.js';

/** A piece of code in one line of at most 60 characters. */
export function short(node: Syntax): string {
  const line = node.text.replaceAll(/#.*$/gm, '').replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** The first line of a statement, without a mark. */
export function firstLine(node: Syntax): string {
  const line = node.text.split('\n', 1)[0] ?? '';
  return line.replace(/\s*#.*$/, '').trim();
}
