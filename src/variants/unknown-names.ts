import { namesOfTree } from '../source/name-uses-of-file.js';
import { scopeOfName, type Scope } from '../source/name-uses-scopes.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';

/** Names that `expression` (of another tree) uses and that mean nothing where `place` stands in the file. */
export function unknownNames(file: PythonFile, place: Node, expression: Node): string[] {
  if (file.tree.rootNode.descendantsOfType('wildcard_import').length > 0) return [];
  const scope = scopeAt(file, place);
  const free = [...namesOfTree(expression.tree).byName.values()]
    .flat()
    .filter((reference) => scopeOfName(reference.scope, reference.name) === undefined);
  const names = new Set(free.map((reference) => reference.name));
  return [...names].filter((name) => !BUILT_IN.has(name) && scopeOfName(scope, name) === undefined);
}

/** The innermost scope around a node that has any name in it. */
function scopeAt(file: PythonFile, place: Node): Scope {
  const names = namesOfTree(file.tree);
  let innermost = names.module;
  for (const { scope } of names.byNodeId.values()) {
    const holds = scope.node.startIndex <= place.startIndex && place.endIndex <= scope.node.endIndex;
    if (holds && scope.node.startIndex >= innermost.node.startIndex && scope.node.endIndex <= innermost.node.endIndex) {
      innermost = scope;
    }
  }
  return innermost;
}

// docs.python.org/3/library/functions.html and constants.html: what an expression may use.
const BUILT_IN: ReadonlySet<string> = new Set(
  `abs all any bool bytes callable complex dict divmod enumerate filter float frozenset getattr hasattr hash id int
  isinstance iter len list map max min next object pow print range repr reversed round set slice sorted str sum super
  tuple type zip Ellipsis NotImplemented __name__ __file__`.split(/\s+/),
);
