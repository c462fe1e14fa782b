import type { Node } from '../python-parser.js';

/** The value of the keyword argument `name` of a call. */
export function keywordArgument(call: Node, name: string): Node | undefined {
  return (
    argumentNodes(call)
      .find((argument) => argument.type === 'keyword_argument' && argument.childForFieldName('name')?.text === name)
      ?.childForFieldName('value') ?? undefined
  );
}

/** The positional argument at `index`; undefined also where a `*args` before it hides which one it is. */
export function positionalArgument(call: Node, index: number): Node | undefined {
  const positional = argumentNodes(call).filter(
    ({ type }) => type !== 'keyword_argument' && type !== 'dictionary_splat',
  );
  const before = positional.slice(0, index + 1);
  return before.some(({ type }) => type === 'list_splat') ? undefined : before[index];
}

export function hasDictionarySplat(call: Node): boolean {
  return argumentNodes(call).some(({ type }) => type === 'dictionary_splat');
}

/** The arguments as they stand, comments left out. */
export function argumentNodes(call: Node): Node[] {
  const list = call.childForFieldName('arguments');
  return (list?.namedChildren ?? []).filter((node) => node.type !== 'comment');
}

/** The content of a plain string literal; undefined for anything else, f-strings included. */
export function stringContent(node: Node | undefined | null): string | undefined {
  if (node?.type !== 'string' || node.descendantsOfType('interpolation').length > 0) return undefined;
  return node.namedChildren
    .filter(({ type }) => type === 'string_content')
    .map(({ text }) => text)
    .join('');
}

/** The value of an integer literal, also a negative one. */
export function integerLiteral(node: Node | undefined | null): number | undefined {
  if (node?.type !== 'integer' && node?.type !== 'unary_operator') return undefined;
  const text = node.text.replace(/[\s_]/g, '');
  const value = /^[+-]?(?:\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}
