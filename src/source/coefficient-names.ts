import type { Node } from './python-parser.js';

const COEFFICIENT =
  /(^|_)(alpha|beta|gamma|delta|eta|mu|lambda|lamda|lambd|lam|lmbda|lbd|coef|coeff|coefficient|weight|w|wt|scale|factor|ratio|rate|lr|eps|epsilon)_*\d*(_|$)/i;

/** Whether an expression is a number or, by its name, a weight of something else: `0.5`, `beta`, `args.kl_weight`. */
export function isCoefficient(node: Node): boolean {
  switch (node.type) {
    case 'integer':
    case 'float':
      return true;
    case 'identifier':
      return isCoefficientName(node.text);
    case 'attribute':
      return isCoefficientName(node.childForFieldName('attribute')?.text ?? '');
    case 'parenthesized_expression':
    case 'unary_operator':
      return node.namedChildren.filter((child) => !child.isExtra).every(isCoefficient);
    case 'binary_operator': {
      const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
      return left !== null && right !== null && isCoefficient(left) && isCoefficient(right);
    }
    default:
      return false;
  }
}

/** Whether a factor only scales or gates the others: a coefficient, or by its name a mask, a gate, attention. */
export function isModulator(node: Node): boolean {
  if (isCoefficient(node)) return true;
  const name = node.type === 'attribute' ? (node.childForFieldName('attribute')?.text ?? '') : node.text;
  return (
    /^(identifier|attribute)$/.test(node.type) &&
    /(^|_)(mask|gate|gates|attn|attention|weights|momentum|decay)\d*$/i.test(name)
  );
}

/** `beta`, `kl_weight`, `lambda_tv`. */
export function isCoefficientName(name: string): boolean {
  return COEFFICIENT.test(name);
}
