import { oncePer } from '../../core/once-per.js';
import type { Project } from '../project.js';
import type { PythonFile } from '../python-file.js';
import type { Node } from '../python-parser.js';
import { stringContent } from './call-arguments.js';

/** An expression in its file. */
export interface Place {
  readonly file: PythonFile;
  readonly node: Node;
}

/** What is looked up by name over and over, collected in one pass over the project. */
export interface SyntaxIndex {
  readonly calls: readonly Place[];
  /** By the last part of what is called: `seed` for `np.random.seed(0)`. */
  readonly callsByName: ReadonlyMap<string, readonly Place[]>;
  /** Values of dictionary entries, by their key. */
  readonly entriesByKey: ReadonlyMap<string, readonly Place[]>;
  /** Assignments to a plain name, by that name. */
  readonly assignmentsByName: ReadonlyMap<string, readonly Place[]>;
  /** Functions and classes. */
  readonly definitionsByName: ReadonlyMap<string, readonly Place[]>;
}

/**
 * The calls whose callee may be one of these names (a pattern for the last part): methods and attributes by
 * their own name, plain names all, because an import may have given them an alias.
 */
export function callsThatMayBe(project: Project, names: RegExp): readonly Place[] {
  return [...syntaxIndex(project).callsByName].flatMap(([name, calls]) =>
    names.test(name) ? calls : calls.filter(({ node }) => node.childForFieldName('function')?.type === 'identifier'),
  );
}

export const syntaxIndex = oncePer((project: Project): SyntaxIndex => {
  const files = [...project.pythonFiles.values()];
  const placesOf = (...types: string[]): Place[] =>
    files.flatMap((file) => file.tree.rootNode.descendantsOfType(types).map((node) => ({ file, node })));
  const calls = placesOf('call');
  return {
    calls,
    callsByName: byName(calls, (node) => lastName(node.childForFieldName('function'))),
    entriesByKey: byName(placesOf('pair'), (node) => stringContent(node.childForFieldName('key'))),
    assignmentsByName: byName(placesOf('assignment'), (node) => node.childForFieldName('left')?.text),
    definitionsByName: byName(
      placesOf('function_definition', 'class_definition'),
      (node) => node.childForFieldName('name')?.text,
    ),
  };
});

function byName(places: readonly Place[], nameOf: (node: Node) => string | undefined): Map<string, Place[]> {
  const found = new Map<string, Place[]>();
  for (const place of places) {
    const name = nameOf(place.node);
    if (name === undefined) continue;
    const same = found.get(name);
    if (same === undefined) found.set(name, [place]);
    else same.push(place);
  }
  return found;
}

function lastName(target: Node | null): string | undefined {
  return target?.type === 'attribute' ? target.childForFieldName('attribute')?.text : target?.text;
}
