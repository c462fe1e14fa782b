import { failure, success, type Result } from '../core/result.js';
import type { Node } from './python-parser.js';

/** Operands joined by operators of one precedence: `a - b + c`, `w * x / t`, `a and b`. */
export interface Chain {
  readonly kind: 'sum' | 'product' | 'condition';
  /** The whole expression. */
  readonly root: Node;
  /** In order; all but the first with the operator in front of it. */
  readonly operands: readonly { readonly node: Node; readonly operator?: Node }[];
}

/** Whether a node is an operand of an operator at all, so that `chainOf` has something to say of it. */
export function isOperand(node: Node): boolean {
  return operationOf(node) !== undefined;
}

/** The chain that a term is part of, and which operand of it the term is; or, in words, why it can't be taken out. */
export function chainOf(term: Node): Result<{ chain: Chain; index: number }, string> {
  const operation = operationOf(term);
  if (operation === undefined) return failure('it is not a term of a sum or a factor of a product');
  const kind = kindOf(operation);
  if (kind === undefined) {
    const operator = operatorOf(operation)?.text ?? '';
    return failure(`it is an operand of \`${operator}\`, which has no meaning without it`);
  }
  let root = operation;
  while (
    root.parent !== null &&
    kindOf(root.parent) === kind &&
    root.parent.childForFieldName('left')?.id === root.id
  ) {
    root = root.parent;
  }
  const operands = operandsOf(root, kind);
  const text = operands.find(({ node }) => NOT_NUMBERS.has(node.type));
  if (kind !== 'condition' && text !== undefined) {
    return failure(`\`${text.node.text.slice(0, 40)}\` beside it is text or a container, not a number or tensor`);
  }
  const index = operands.findIndex(({ node }) => node.startIndex <= term.startIndex && term.endIndex <= node.endIndex);
  if (kind !== 'sum' && isSigned(term, operation)) {
    return failure('the sign in front of it belongs to the whole product; name the whole term with term=');
  }
  return success({ chain: { kind, root, operands }, index });
}

const NOT_NUMBERS: ReadonlySet<string> = new Set([
  'string',
  'concatenated_string',
  'list',
  'tuple',
  'dictionary',
  'set',
  'list_comprehension',
]);

/** The operator expression whose direct operand the term is, parentheses and a sign around the term aside. */
function operationOf(term: Node): Node | undefined {
  let operand = term;
  while (operand.parent !== null && (operand.parent.type === 'parenthesized_expression' || isSign(operand.parent))) {
    operand = operand.parent;
  }
  const parent = operand.parent;
  return parent?.type === 'binary_operator' || parent?.type === 'boolean_operator' ? parent : undefined;
}

function isSigned(term: Node, operation: Node): boolean {
  for (let outer = term.parent; outer !== null && outer.id !== operation.id; outer = outer.parent) {
    if (isSign(outer)) return true;
  }
  return false;
}

function isSign(node: Node): boolean {
  return node.type === 'unary_operator' && /^[+-]/.test(node.text);
}

function operatorOf(operation: Node): Node | undefined {
  return operation.childForFieldName('operator') ?? undefined;
}

function kindOf(operation: Node): Chain['kind'] | undefined {
  if (operation.type !== 'binary_operator' && operation.type !== 'boolean_operator') return undefined;
  switch (operatorOf(operation)?.type ?? '') {
    case '+':
    case '-':
      return 'sum';
    case '*':
    case '/':
      return 'product';
    case 'and':
      return 'condition';
    default:
      return undefined;
  }
}

function operandsOf(root: Node, kind: Chain['kind']): { node: Node; operator?: Node }[] {
  const left = root.childForFieldName('left');
  const right = root.childForFieldName('right');
  const operator = operatorOf(root);
  if (left === null || right === null || operator === undefined) return [];
  const before = kindOf(left) === kind ? operandsOf(left, kind) : [{ node: left }];
  return [...before, { node: right, operator }];
}
