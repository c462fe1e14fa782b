import { copied } from './copied.js';
import type { IsMarked } from './pair-units.js';
import type { Syntax } from './plain-syntax.js';

/** The operands of two chains of one kind, `a + b - c` and `a - c`: compared as lists, signs kept. */
export function operandsOf(
  base: Syntax,
  variant: Syntax,
  isMarked: IsMarked,
): { readonly base: readonly Syntax[]; readonly variant: readonly Syntax[] } | undefined {
  const kind = chainKind(base);
  if (kind === undefined) return undefined;
  if (kind !== chainKind(variant)) {
    // One operand is left: it is a chain no more, or one of another kind.
    const operands = flatten(base, kind);
    const copy = copied(variant);
    const isCopy = operands.some((operand) => operand.canonical === copy?.canonical);
    const whole = isCopy && copy !== undefined ? copy : variant;
    const last = kind === 'sum' ? signed(whole) : whole;
    const isLeft = operands.some((operand) => operand.canonical === last.canonical);
    const isOnlyOther = operands.filter((operand) => !isMarked(operand)).length === 1;
    return isLeft || isOnlyOther ? { base: operands, variant: [last] } : undefined;
  }
  return { base: flatten(base, kind), variant: flatten(variant, kind) };
}

/** The operands of a chain, or the node alone; the sign of a subtracted one is part of its canonical text. */
export function operandsIn(node: Syntax): readonly Syntax[] {
  const kind = chainKind(node);
  return kind === undefined ? [node] : flatten(node, kind);
}

function chainKind(node: Syntax): string | undefined {
  if (node.type === 'boolean_operator') return operatorOf(node);
  if (node.type !== 'binary_operator') return undefined;
  const operator = operatorOf(node);
  return operator === '+' || operator === '-' ? 'sum' : operator === '*' || operator === '/' ? 'product' : undefined;
}

function flatten(node: Syntax, kind: string): Syntax[] {
  const [left, , right] = node.children;
  if (left === undefined || right === undefined) return [node];
  const operator = operatorOf(node);
  const isInverse = operator === '-' || operator === '/';
  const last = chainKind(right) === kind && !isInverse ? flatten(right, kind) : [right];
  const first = kind === 'sum' ? signed(left) : left;
  return [
    ...(chainKind(left) === kind ? flatten(left, kind) : [first]),
    ...(isInverse ? last.map((operand) => ({ ...operand, canonical: `${operator} ${operand.canonical}` })) : last),
  ];
}

/** `-a * b` at the head of a sum is the operand that `- a * b` is behind another. */
function signed(operand: Syntax): Syntax {
  const positive = withoutSign(operand);
  return positive === undefined ? operand : { ...operand, canonical: `- ${positive}` };
}

/** The canonical text without the minus at its head; undefined where there is none. */
function withoutSign(node: Syntax): string | undefined {
  const [first, second, third] = node.children;
  if (node.type === 'unary_operator') return first?.canonical === '-' ? second?.canonical : undefined;
  if (chainKind(node) !== 'product' || first === undefined || second === undefined || third === undefined)
    return undefined;
  const positive = withoutSign(first);
  return positive === undefined ? undefined : `${node.type}(${positive} ${second.canonical} ${third.canonical})`;
}

function operatorOf(node: Syntax): string | undefined {
  return node.children.find((child) => child.field === 'operator')?.canonical;
}
