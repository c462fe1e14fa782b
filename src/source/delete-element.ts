import type { Edit } from '../core/edit.js';
import { failure, success, type Result } from '../core/result.js';
import { outermostByParent } from './outermost-nodes.js';
import type { PythonFile } from './python-file.js';
import type { Node } from './python-parser.js';
import { lineEndAfter, lineEndsWith, lineStartBefore, lineStartsWith } from './text-lines.js';

/**
 * Edits that delete elements of lists, tuples, sets, dictionaries and calls, computed jointly so that
 * the commas come out right. An element alone on its lines goes with its lines and the comment behind
 * it. Fails, in words, where Python could not express the rest.
 */
export function deleteElements(file: PythonFile, elements: readonly Node[]): Result<Edit[], string> {
  const edits: Edit[] = [];
  for (const group of outermostByParent(elements)) {
    const container = group[0]?.parent;
    if (container === undefined || container === null || !CONTAINERS.has(container.type)) {
      return failure('it is not an element of a list, tuple, set, dictionary or call');
    }
    const result = deleteFromContainer(file, container, new Set(group.map((node) => node.id)));
    if (!result.ok) return result;
    edits.push(...result.value);
  }
  return success(edits);
}

/** The elements of a container node, in order: positional and keyword arguments, dictionary pairs ... */
export function elementsOf(container: Node): Node[] {
  return container.namedChildren.filter((child) => !child.isExtra);
}

/** Whether the node's parent is something that `deleteElements` can delete it from. */
export function isElement(node: Node): boolean {
  return (
    node.parent !== null && CONTAINERS.has(node.parent.type) && elementsOf(node.parent).some((e) => e.id === node.id)
  );
}

const CONTAINERS: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'set',
  'dictionary',
  'argument_list',
  'expression_list',
]);

function deleteFromContainer(file: PythonFile, container: Node, ids: ReadonlySet<number>): Result<Edit[], string> {
  const items = elementsOf(container);
  const kept = items.filter((item) => !ids.has(item.id));
  if (kept.length === 0 && container.type === 'set') return failure('an empty pair of braces would be a dictionary');
  if (kept.length === 0 && container.type === 'expression_list') return failure('nothing would be left of the tuple');
  const runs = runsOf(items, ids);
  const edits = runs.flatMap((run) => deleteRun(file, container, items, run));
  const isTuple = container.type === 'tuple' || container.type === 'expression_list';
  const [only] = kept;
  if (!isTuple || kept.length !== 1 || only === undefined) return success(edits);
  return success(keepTupleComma(file, container, only, edits));
}

/** Maximal runs of neighbours that are deleted, as index pairs (inclusive). */
function runsOf(items: readonly Node[], ids: ReadonlySet<number>): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const [index, item] of items.entries()) {
    if (!ids.has(item.id)) continue;
    const run = runs.at(-1);
    if (run?.last === index - 1) run.last = index;
    else runs.push({ first: index, last: index });
  }
  return runs;
}

function deleteRun(
  file: PythonFile,
  container: Node,
  items: readonly Node[],
  run: { first: number; last: number },
): Edit[] {
  const { text, path } = file;
  const [first, last] = [items[run.first], items[run.last]];
  if (first === undefined || last === undefined) return [];
  const [previous, next] = [items[run.first - 1], items[run.last + 1]];
  const cut = (start: number, end: number): Edit => ({ file: path, start, end, text: '' });
  const comma = commaBetween(container, last.endIndex, next?.startIndex ?? container.endIndex);
  const ownEnd = comma?.startPosition.row === last.endPosition.row ? comma.endIndex : last.endIndex;
  const hasNoFarComma = comma === undefined || ownEnd === comma.endIndex;
  if (hasNoFarComma && isBracketed(container) && lineStartsWith(text, first.startIndex) && lineEndsWith(text, ownEnd)) {
    const start = lineStartBefore(text, first.startIndex);
    // The opening bracket of the container may stand on the same line; then the line is not the element's own.
    if (start > container.startIndex) return [cut(start, lineEndAfter(text, ownEnd))];
  }
  if (next?.startPosition.row === last.endPosition.row) return [cut(first.startIndex, next.startIndex)];
  if (previous?.endPosition.row === first.startPosition.row) return [cut(previous.endIndex, last.endIndex)];
  const before = previous && commaBetween(container, previous.endIndex, first.startIndex);
  const isCommaFirst = before?.startPosition.row === first.startPosition.row;
  if (isCommaFirst && ownEnd === last.endIndex) return [cut(before.startIndex, last.endIndex)];
  if (comma === undefined) return [cut(first.startIndex, last.endIndex)];
  if (hasNoFarComma) return [cut(first.startIndex, behindSpaces(text, comma.endIndex))];
  return [cut(first.startIndex, last.endIndex), cut(comma.startIndex, behindSpaces(text, comma.endIndex))];
}

/** A tuple of one needs its comma: `(a,)`. */
function keepTupleComma(file: PythonFile, container: Node, only: Node, edits: readonly Edit[]): Edit[] {
  const survives = container.children.some(
    (child) =>
      child.type === ',' &&
      child.startIndex >= only.endIndex &&
      !edits.some((edit) => edit.start <= child.startIndex && child.endIndex <= edit.end),
  );
  if (survives) return [...edits];
  const touching = edits.find((edit) => edit.start === only.endIndex);
  if (touching === undefined) {
    return [...edits, { file: file.path, start: only.endIndex, end: only.endIndex, text: ',' }];
  }
  return edits.map((edit) => (edit === touching ? { ...edit, text: ',' } : edit));
}

function commaBetween(container: Node, start: number, end: number): Node | undefined {
  return container.children.find((child) => child.type === ',' && child.startIndex >= start && child.endIndex <= end);
}

function isBracketed(container: Node): boolean {
  return container.type !== 'expression_list';
}

function behindSpaces(text: string, offset: number): number {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') end += 1;
  return end;
}
