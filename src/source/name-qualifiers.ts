import { deriveName, slug } from './derive-name.js';
import type { Node } from './python-parser.js';
import { isStatement } from './syntax-units.js';

/** What can stand before a name to tell it from its namesakes: container, class, function, file. */
export function nameQualifiers(node: Node, path: string): string[] {
  const stem = slug(path.replace(/^.*\//, '').replace(/\.[^.]*$/, ''));
  const found = [
    containerName(node),
    enclosingName(node, 'class_definition'),
    enclosingName(node, 'function_definition'),
  ];
  return [...found.filter((name) => name !== undefined), stem];
}

/** The name of what an element is part of: the variable, keyword or key that holds the container. */
export function containerName(element: Node): string | undefined {
  if (isStatement(element)) return undefined;
  for (let node = element.parent; node !== null; node = node.parent) {
    if (node.type === 'keyword_argument' || node.type === 'pair' || node.type === 'assignment') return deriveName(node);
    if (node.type === 'return_statement') return enclosingName(node, 'function_definition');
    if (isStatement(node)) return deriveName(node);
  }
  return undefined;
}

function enclosingName(inner: Node, type: string): string | undefined {
  for (let node = inner.parent; node !== null; node = node.parent) {
    if (node.type === type) return node.childForFieldName('name')?.text;
  }
  return undefined;
}
