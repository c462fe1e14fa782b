import { oncePer } from '../core/once-per.js';
import type { PythonFile } from './python-file.js';
import type { Node, Tree } from './python-parser.js';

interface Mentions {
  /** Plain strings that are a name or a dotted path, under each of their parts. */
  readonly byPart: ReadonlyMap<string, readonly Node[]>;
  /** Strings with holes: f-strings, and the templates of `%` and `.format`. */
  readonly patterns: readonly { readonly node: Node; readonly matches: RegExp }[];
}

/**
 * The strings of a file that may name `name` at run time: equal to it, with it as one part of a dotted path
 * (`"encoder.bn1.weight"`), or with holes that can be filled so (`f"bn{i}"`, `"bn%d"`, `"bn{}"`).
 * A string that is nothing but a hole names everything, and is not reported.
 */
export function mentionsOf(file: PythonFile, name: string): readonly Node[] {
  const { byPart, patterns } = mentionsOfTree(file.tree);
  return [
    ...(byPart.get(name) ?? []),
    ...patterns.filter((pattern) => pattern.matches.test(name)).map(({ node }) => node),
  ];
}

const mentionsOfTree = oncePer((tree: Tree): Mentions => {
  const byPart = new Map<string, Node[]>();
  const patterns: { node: Node; matches: RegExp }[] = [];
  for (const node of tree.rootNode.descendantsOfType('string')) {
    const { literal, parts } = partsOf(node);
    if (literal && /^[\w.]+$/.test(parts)) {
      for (const part of new Set(parts.split('.'))) byPart.set(part, [...(byPart.get(part) ?? []), node]);
      continue;
    }
    for (const part of parts.split('.')) {
      if (part.includes(HOLE) && /\w/.test(part) && /^[\w\0]+$/.test(part)) {
        patterns.push({ node, matches: new RegExp(`^${part.replaceAll(HOLE, '\\w*')}$`) });
      }
    }
  }
  return { byPart, patterns };
});

const HOLE = '\0';

function partsOf(string: Node): { literal: boolean; parts: string } {
  const text = string.namedChildren
    .map((child) => (child.type === 'string_content' ? child.text : child.type === 'interpolation' ? HOLE : ''))
    .join('');
  const parts = text.replace(/\{[^{}]*\}|%[-+ #0-9.]*[sdirf]/g, HOLE);
  return { literal: !parts.includes(HOLE), parts };
}
