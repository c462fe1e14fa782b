import type { Node } from '../source/python-parser.js';

const BINDS_TIGHTLY: ReadonlySet<string> = new Set([
  'identifier',
  'attribute',
  'call',
  'subscript',
  'integer',
  'float',
  'string',
  'true',
  'false',
  'none',
  'list',
  'dictionary',
  'set',
  'tuple',
  'parenthesized_expression',
  'list_comprehension',
]);

const TAKES_ANYTHING: ReadonlySet<string> = new Set([
  'assignment',
  'return_statement',
  'argument_list',
  'parenthesized_expression',
  'keyword_argument',
]);

/** The text of `inner` as it must stand in the place of `outer`: in parentheses where precedence or a line break asks. */
export function textInPlaceOf(outer: Node, inner: Node): string {
  const { text } = inner;
  const isBracketed = /^(list|dictionary|set|tuple|parenthesized_expression|list_comprehension)$/.test(inner.type);
  if (text.includes('\n') && !isBracketed) return `(${text})`;
  // A number before a dot would swallow it.
  const isNumber = inner.type === 'integer' || inner.type === 'float';
  if (BINDS_TIGHTLY.has(inner.type) && !(isNumber && outer.parent?.type === 'attribute')) return text;
  return TAKES_ANYTHING.has(outer.parent?.type ?? '') && inner.type !== 'named_expression' ? text : `(${text})`;
}
