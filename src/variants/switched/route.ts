import type { Node } from '../../source/python-parser.js';
import { codeKey, partsOf } from './code-key.js';
import { isExpression, isValue } from './expression-slots.js';
import { gapsOf } from './gaps.js';

/** Where in a node the switch between two versions of it belongs. */
export type Route =
  /** In its place: `(new if TRIAL == "x" else old)`. */
  | { readonly kind: 'here' }
  /** Between the statements of a block. */
  | { readonly kind: 'statements' }
  /** In some of its parts. */
  | { readonly kind: 'parts'; readonly pairs: readonly NodePair[] }
  /** Elements of a container are gone, or differ. */
  | { readonly kind: 'elements'; readonly gone: readonly Node[]; readonly pairs: readonly NodePair[] };

export interface NodePair {
  readonly of: Node;
  readonly to: Node;
}

const CONTAINERS: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'dictionary', 'argument_list']);

/** The smallest place for the switch between two different versions of a node; undefined where there is none inside. */
export function routeOf(of: Node, to: Node): Route | undefined {
  return inside(of, to) ?? (isValue(of) && isExpression(to) ? { kind: 'here' } : undefined);
}

/** Whether the versions can be told apart by switches inside of the node. */
export function canSwitch(of: Node, to: Node): boolean {
  return codeKey(of) === codeKey(to) || routeOf(of, to) !== undefined;
}

function inside(of: Node, to: Node): Route | undefined {
  if (of.type !== to.type || of.type === 'string' || of.type === 'match_statement') return undefined;
  if (of.type === 'block') return hasOwnLines(of) && hasOwnLines(to) ? { kind: 'statements' } : undefined;
  if (CONTAINERS.has(of.type)) return elements(of, to);
  const [parts, others] = [partsOf(of), partsOf(to)];
  if (parts.length !== others.length) return undefined;
  const pairs = parts.flatMap((part, index): NodePair[] => {
    const other = others[index];
    return other === undefined || codeKey(part) === codeKey(other) ? [] : [{ of: part, to: other }];
  });
  const isWhole = isExpression(of) && pairs.length > 1;
  return !isWhole && pairs.length > 0 && pairs.every((pair) => canSwitch(pair.of, pair.to))
    ? { kind: 'parts', pairs }
    : undefined;
}

function elements(of: Node, to: Node): Route | undefined {
  const [before, after] = [elementsOf(of), elementsOf(to)];
  const gone: Node[] = [];
  const pairs: NodePair[] = [];
  for (const gap of gapsOf(before.map(codeKey), after.map(codeKey))) {
    const [left, right] = [before.slice(gap.from, gap.to), after.slice(gap.otherFrom, gap.otherTo)];
    if (right.length === 0) gone.push(...left);
    else if (left.length !== right.length) return undefined;
    else pairs.push(...left.map((element, index) => ({ of: element, to: right[index] ?? element })));
  }
  const isPossible =
    pairs.every((pair) => canSwitch(pair.of, pair.to)) && gone.every((element) => canGo(element, before));
  return isPossible && gone.length + pairs.length > 0 ? { kind: 'elements', gone, pairs } : undefined;
}

function elementsOf(container: Node): Node[] {
  return container.namedChildren.filter(({ type }) => type !== 'comment');
}

/** An unpacked dictionary in its place must not stand before a positional argument. */
function canGo(element: Node, all: readonly Node[]): boolean {
  if (element.type !== 'keyword_argument') return element.type === 'pair' || isExpression(element) || isSplat(element);
  const behind = all.slice(all.findIndex(({ id }) => id === element.id) + 1);
  return behind.every(({ type }) => type === 'keyword_argument' || type === 'dictionary_splat');
}

function isSplat({ type }: Node): boolean {
  return type === 'list_splat' || type === 'dictionary_splat';
}

/** `if x: y` has no line that a switch could stand on. */
function hasOwnLines(block: Node): boolean {
  const header = block.previousSibling;
  return header === null || header.endPosition.row < block.startPosition.row;
}
