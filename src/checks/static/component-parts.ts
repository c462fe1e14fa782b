import { childIn, isSame, syntaxAround, type Syntax } from '../syntax/plain-syntax.js';

/** The right side of an assignment, the value of a keyword or parameter; else the node itself. */
export function valueOf(node: Syntax): Syntax {
  return childIn(node, 'right') ?? childIn(node, 'value') ?? node;
}

/** Whether a part stands in the arguments of a call within the node. */
export function isPartOfCall(inner: Syntax, node: Syntax): boolean {
  for (const outer of syntaxAround(inner)) {
    if (outer.type === 'argument_list') return true;
    if (isSame(outer, node)) return false;
  }
  return false;
}

export function isLiteral(node: Syntax): boolean {
  return ['integer', 'float', 'string', 'true', 'false', 'none'].includes(node.type);
}

/** A factor of a product. */
export function isFactor(node: Syntax): boolean {
  return (
    node.parent?.type === 'binary_operator' &&
    node.parent.children.some((child) => ['*', '/'].includes(child.canonical))
  );
}
