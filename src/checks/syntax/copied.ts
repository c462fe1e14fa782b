import { childIn, type Syntax } from './plain-syntax.js';

/** What `list(names)` is a copy of. */
export function copied(node: Syntax): Syntax | undefined {
  const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
  const name = callee?.type === 'attribute' ? childIn(callee, 'attribute') : callee;
  if (!/^(?:list|tuple|dict|copy|deepcopy)$/.test(name?.canonical ?? '')) return undefined;
  return childIn(node, 'arguments')?.children[0];
}
