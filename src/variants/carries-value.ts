import { oneLine } from '../source/one-line.js';
import { isCounted } from './counted-names.js';
import { chainOf } from '../source/operand-chain.js';
import { walk, type Node } from '../source/python-parser.js';

/** Whether an expression is a value with something added to it or multiplied onto it. */
export type Carried =
  | { readonly kind: 'carries' }
  | { readonly kind: 'unsure'; readonly reason: string }
  /** It is no sum or product; other rules may know. */
  | { readonly kind: 'other' };

/** `x + f(x)`, `(x - mean) / std`, `x * mask` carry `x`; `y - x` and `1 / x` do not. */
export function carriesValue(expression: Node, name: string): Carried {
  const inner = expression.type === 'parenthesized_expression' ? onlyChild(expression) : expression;
  if (inner?.type !== 'binary_operator') return { kind: 'other' };
  const isThere = [...walk(inner)].some((node) => node.text === name);
  if (!isThere) return { kind: 'other' };
  return carries(inner, name)
    ? isRescaled(inner)
      ? {
          kind: 'unsure',
          reason: `dividing by a number or a count brings \`${name}\` into the range that what follows expects`,
        }
      : { kind: 'carries' }
    : {
        kind: 'unsure',
        reason: `\`${oneLine(inner.text)}\` is not \`${name}\` with something added or multiplied`,
      };
}

function carries(node: Node, name: string): boolean {
  if (node.text === name) return true;
  if (node.type === 'parenthesized_expression') return carries(onlyChild(node) ?? node, name);
  const left = node.type === 'binary_operator' ? node.childForFieldName('left') : null;
  const found = left ? chainOf(left) : undefined;
  if (!found?.ok || found.value.chain.kind === 'condition') return false;
  const { operands, kind } = found.value.chain;
  // Of `gate * x` the shape may come from either; what stands first is what the rest is multiplied onto.
  const candidates =
    kind === 'product' ? operands.slice(0, 1) : operands.filter(({ operator }) => operator?.type !== '-');
  return candidates.some((operand) => operand.node.id !== node.id && carries(operand.node, name));
}

/** `x / 255`, `loss / accumulation_steps`. */
function isRescaled(node: Node): boolean {
  const right = node.childForFieldName('right');
  const isQuotient = node.childForFieldName('operator')?.type === '/';
  return isQuotient && right !== null && (/^(integer|float)$/.test(right.type) || isCounted(right));
}

function onlyChild(node: Node): Node | undefined {
  return node.namedChildren.find((child) => !child.isExtra);
}
