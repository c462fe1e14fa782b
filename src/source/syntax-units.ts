import type { Node } from './python-parser.js';

/** Brackets whose elements can be marked one by one. */
export const ELEMENT_CONTAINERS: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'set',
  'dictionary',
  'argument_list',
  'parameters',
  'expression_list',
  'with_clause',
]);

const OPERATORS: ReadonlySet<string> = new Set(['binary_operator', 'boolean_operator']);

/** Parts of a compound statement that begin a line of their own. */
const CLAUSES: ReadonlySet<string> = new Set([
  'else_clause',
  'elif_clause',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'case_clause',
]);

/** A statement stands in a block or at the top of the file. */
export function isStatement(node: Node): boolean {
  if (!node.isNamed || node.type === 'comment' || node.type === 'block') return false;
  return node.parent?.type === 'block' || node.parent?.type === 'module';
}

/** Something that a line of a longer expression can hold: an element, an argument, an operand. */
export function isUnit(node: Node): boolean {
  if (!node.isNamed || node.parent === null) return false;
  const { type } = node.parent;
  return ELEMENT_CONTAINERS.has(type) || OPERATORS.has(type) || type === 'parenthesized_expression';
}

/** What begins at the first token of a line: a statement, a decorator, a definition below its decorators, a clause. */
export function startOfLine(first: Node): Node | undefined {
  const { parent } = first;
  if (parent === null) return undefined;
  if (first.type === '@' && parent.type === 'decorator') return parent;
  if (CLAUSES.has(parent.type) && parent.startIndex === first.startIndex) return parent;
  for (let node: Node | null = first; node !== null; node = node.parent) {
    if (node.startIndex !== first.startIndex) return undefined;
    if (isStatement(node) || node.parent?.type === 'decorated_definition') return node;
  }
  return undefined;
}

/** The statement a node belongs to; for a part of a header, the compound statement. */
export function enclosingStatement(node: Node): Node | undefined {
  for (let outer: Node | null = node; outer !== null; outer = outer.parent) {
    if (isStatement(outer)) return outer;
  }
  return undefined;
}

/** The block of a compound statement or clause, undefined for a simple statement. */
export function bodyOf(node: Node): Node | undefined {
  return node.children.find((child) => child.type === 'block');
}

/** The outermost operator of the same kind around an operand: the whole sum, the whole product. */
export function wholeChain(operand: Node): Node {
  let top = operand;
  for (let outer = operand.parent; outer !== null && OPERATORS.has(outer.type); outer = outer.parent) {
    if (top !== operand && operatorClass(outer) !== operatorClass(top)) break;
    top = outer;
  }
  return top;
}

/** Operators of one class bind alike: `+ -`, `* / // % @`, `and` ... */
function operatorClass(node: Node): string {
  const operator = node.childForFieldName('operator')?.type ?? '';
  if (operator === '+' || operator === '-') return 'sum';
  return ['*', '/', '//', '%', '@'].includes(operator) ? 'product' : operator;
}
