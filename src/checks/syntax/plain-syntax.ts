import { oncePer } from '../../core/once-per.js';
import type { PythonFile } from '../../source/python-file.js';
import type { TreeCursor } from 'web-tree-sitter';

/**
 * A file's syntax as comparing needs it: without comments, docstrings, `pass`, parentheses, line breaks
 * and ways to write a string or number. Equal `canonical` text means equal meaning to Python.
 */
export interface Syntax {
  readonly file: string;
  /** As tree-sitter names it; the wrapper `expression_statement` is left out. */
  readonly type: string;
  /** Its role in the parent: `left`, `right`, `function`, `arguments` ... */
  readonly field: string | undefined;
  readonly children: readonly Syntax[];
  readonly parent: Syntax | undefined;
  /** Offsets into the file's text. */
  readonly start: number;
  readonly end: number;
  /** 1-based. */
  readonly line: number;
  /** Id of the tree's node, by which names are looked up. */
  readonly nodeId: number;
  readonly canonical: string;
  /** As it is written. */
  readonly text: string;
}

const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', ':', ';', '.', '->', '=']);
const IGNORED = new Set(['comment', 'line_continuation', 'pass_statement']);
const TRANSPARENT = new Set(['parenthesized_expression', 'expression_statement']);
const LITERALS = new Set(['string', 'integer', 'float']);

/** The whole file; computed once. */
export const syntaxOf = oncePer((file: PythonFile): Syntax => {
  const cursor = file.tree.walk();
  const root = new Reader(file).read(cursor, undefined, undefined);
  cursor.delete();
  return root;
});

type Draft = { -readonly [Key in keyof Syntax]: Syntax[Key] };

class Reader {
  readonly #file: PythonFile;

  constructor(file: PythonFile) {
    this.#file = file;
  }

  read(cursor: TreeCursor, parent: Syntax | undefined, field: string | undefined): Syntax {
    const { nodeType: type } = cursor;
    const node: Draft = {
      file: this.#file.path,
      type,
      field,
      children: [],
      parent,
      start: cursor.startIndex,
      end: cursor.endIndex,
      line: cursor.startPosition.row + 1,
      nodeId: cursor.nodeId,
      canonical: '',
      text: this.#textOf(cursor),
    };
    if (LITERALS.has(type) && !this.#isInterpolated(cursor)) {
      node.canonical = literal(type, node.text);
      return node;
    }
    node.children = this.#childrenOf(cursor, node);
    const [only] = node.children;
    if (TRANSPARENT.has(type) && only !== undefined && node.children.length === 1) {
      return this.#inPlaceOf(node, only);
    }
    node.canonical =
      node.children.length === 0 && !isContainer(type)
        ? node.text
        : `${type}(${node.children.map((child) => child.canonical).join(' ')})`;
    return node;
  }

  /** A wrapper hands its only child over; the child keeps its own place in the text. */
  #inPlaceOf(wrapper: Draft, child: Syntax): Syntax {
    const draft = child as Draft;
    draft.parent = wrapper.parent;
    draft.field = wrapper.field;
    return draft;
  }

  #childrenOf(cursor: TreeCursor, parent: Syntax): Syntax[] {
    const children: Syntax[] = [];
    if (!cursor.gotoFirstChild()) return children;
    do {
      const type = cursor.nodeType;
      // `x[:n]` and `x[n:]` differ in nothing but the place of the colon.
      const isMeant = parent.type === 'slice' && type === ':';
      if (IGNORED.has(type) || (PUNCTUATION.has(type) && !isMeant)) continue;
      const child = this.read(cursor, parent, cursor.currentFieldName ?? undefined);
      if (isBlock(parent.type) && child.type === 'string') continue;
      children.push(...(isBlock(parent.type) ? assignmentsIn(child) : [child]));
    } while (cursor.gotoNextSibling());
    cursor.gotoParent();
    return children;
  }

  #isInterpolated(cursor: TreeCursor): boolean {
    return cursor.nodeType === 'string' && /^[a-z]*f/i.test(this.#textOf(cursor));
  }

  #textOf(cursor: TreeCursor): string {
    return this.#file.text.slice(cursor.startIndex, cursor.endIndex);
  }
}

/** `a, b = f(x), g(y)` as two assignments: what is compared is which name gets which value. */
function assignmentsIn(statement: Syntax): Syntax[] {
  const [left, right] =
    statement.type === 'assignment' ? [childIn(statement, 'left'), childIn(statement, 'right')] : [];
  const isParallel =
    left?.type === 'pattern_list' &&
    right?.type === 'expression_list' &&
    left.children.length === right.children.length &&
    !right.children.some(({ type }) => type.includes('splat'));
  if (!isParallel || readsItsTargets(left, right)) return [statement];
  return left.children.map((target, index) => {
    const value = right.children[index] ?? right;
    const single: Draft = { ...statement, children: [], start: target.start, end: value.end, line: target.line };
    const children = [
      Object.assign(target, { parent: single, field: 'left' }),
      Object.assign(value, { parent: single, field: 'right' }),
    ];
    single.children = children;
    single.canonical = `assignment(${children.map((child) => child.canonical).join(' ')})`;
    return single;
  });
}

/** `a, b = f(b), a`: a later value reads an earlier target, so that one line after the other means something else. */
function readsItsTargets(left: Syntax, right: Syntax): boolean {
  return right.children.some((value, index) => {
    const before = new Set(left.children.slice(0, index).map(({ canonical }) => canonical));
    return [...syntaxWithin(value)].some(({ canonical }) => before.has(canonical));
  });
}

/** Where statements stand: nothing else has a body. */
export function isBlock(type: string): boolean {
  return type === 'block' || type === 'module';
}

function isContainer(type: string): boolean {
  return isBlock(type) || ['list', 'tuple', 'dictionary', 'set', 'argument_list', 'parameters'].includes(type);
}

/** `1e-3` and `0.001`, `'a'` and `"a"`, `1_000` and `1000` are the same to Python. */
function literal(type: string, text: string): string {
  if (type === 'string') {
    const match = /^([a-z]*)(?:"""|'''|"|')([\s\S]*?)(?:"""|'''|"|')$/i.exec(text);
    const [, prefix = '', content = ''] = match ?? [];
    return match === null || /["'\\]/.test(content) ? text : `${prefix.toLowerCase()}'${content}'`;
  }
  const value = Number(text.replaceAll('_', ''));
  if (Number.isNaN(value) || (type === 'integer' && !Number.isSafeInteger(value))) return text;
  return type === 'float' && Number.isInteger(value) ? `${value}.0` : String(value);
}

/** Depth-first, the node itself first. */
export function* syntaxWithin(node: Syntax): Generator<Syntax> {
  yield node;
  for (const child of node.children) yield* syntaxWithin(child);
}

/** The node and all around it, innermost first. */
export function* syntaxAround(node: Syntax): Generator<Syntax> {
  for (let outer: Syntax | undefined = node; outer !== undefined; outer = outer.parent) yield outer;
}

export function childIn(node: Syntax, field: string): Syntax | undefined {
  return node.children.find((child) => child.field === field);
}

/** The statement a node belongs to: what stands in a block. */
export function statementAround(node: Syntax): Syntax {
  for (const outer of syntaxAround(node)) if (outer.parent === undefined || isBlock(outer.parent.type)) return outer;
  return node;
}

/** The name of the innermost function around a node; empty at the top of a module. */
export function functionNameAround(node: Syntax): string {
  const definition = [...syntaxAround(node)].find(({ type }) => type === 'function_definition');
  return definition === undefined ? '' : (childIn(definition, 'name')?.canonical ?? '');
}

/** The name of the innermost class around a node. */
export function classNameAround(node: Syntax): string | undefined {
  const definition = [...syntaxAround(node)].find(({ type }) => type === 'class_definition');
  return definition && childIn(definition, 'name')?.canonical;
}

/** Whether a place lies in another one. */
export function isWithin(inner: Syntax, outer: Syntax): boolean {
  return inner.file === outer.file && outer.start <= inner.start && inner.end <= outer.end;
}

/** The same place of the same file. */
export function isSame(a: Syntax, b: Syntax): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** Whether `outer` is `inner` or around it. Operands of chains are copies, so places are compared, not objects. */
export function covers(outer: Syntax, inner: Syntax): boolean {
  if (outer.file !== inner.file || outer.start > inner.start || inner.end > outer.end) return false;
  for (const around of syntaxAround(inner)) {
    if (around.start === outer.start && around.end === outer.end && around.type === outer.type) return true;
  }
  return false;
}

/** `train.py:31` */
export function placeOf(node: Syntax): string {
  return `${node.file}:${node.line}`;
}
