import type { Edit } from '../../core/edit.js';
import { namesOfTree } from '../../source/name-uses-of-file.js';
import { scopeOfName } from '../../source/name-uses-scopes.js';
import { parseEdited } from '../../source/parse-edited.js';
import type { Project } from '../../source/project.js';
import type { Tree } from '../../source/python-parser.js';
import { PYTHON_BUILTINS } from './python-builtins.js';

/** A name that nothing binds, at its first use. */
export interface UndefinedName {
  readonly file: string;
  /** From 1, in the edited text. */
  readonly line: number;
  readonly name: string;
}

/**
 * Names that the edited Python files use, that no scope binds and that are not built in, where that was not so in
 * the pristine file: misspelt ones, and those whose binding an edit took away. A file with a wildcard import could
 * bind anything, so nothing is said of it.
 */
export function newUndefinedNames(project: Project, edits: readonly Edit[]): UndefinedName[] {
  return [...new Set(edits.map((edit) => edit.file))].flatMap((path) => {
    const file = project.pythonFiles.get(path);
    if (file === undefined) return [];
    const before = undefinedNames(file.tree);
    const tree = parseEdited(
      file,
      edits.filter((edit) => edit.file === path),
    );
    const after = undefinedNames(tree);
    tree.delete();
    return [...after].filter(([name]) => !before.has(name)).map(([name, line]) => ({ file: path, line, name }));
  });
}

/** By name, the line of its first use. */
function undefinedNames(tree: Tree): ReadonlyMap<string, number> {
  if (tree.rootNode.descendantsOfType('wildcard_import').length > 0) return new Map();
  const lines = new Map<string, number>();
  for (const [name, references] of namesOfTree(tree).byName) {
    if (PYTHON_BUILTINS.has(name)) continue;
    const first = references.find(({ scope }) => scopeOfName(scope, name) === undefined);
    if (first !== undefined) lines.set(name, first.node.startPosition.row + 1);
  }
  return lines;
}
