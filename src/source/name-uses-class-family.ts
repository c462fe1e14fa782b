import type { Project } from './project.js';
import type { Node } from './python-parser.js';

/**
 * The names of the classes whose `self.NAME` may be the same attribute as that of `classNode`: the class, its
 * bases and its subclasses in the project, and the bases of those.
 */
export function classFamily(project: Project, classNode: Node): ReadonlySet<string> {
  const bases = new Map<string, Set<string>>();
  for (const file of project.pythonFiles.values()) {
    for (const definition of file.tree.rootNode.descendantsOfType('class_definition')) {
      const name = definition.childForFieldName('name')?.text ?? '';
      const known = bases.get(name) ?? new Set<string>();
      for (const base of definition.childForFieldName('superclasses')?.namedChildren ?? []) {
        known.add(base.text.split('.').at(-1) ?? '');
      }
      bases.set(name, known);
    }
  }
  const family = new Set([classNode.childForFieldName('name')?.text ?? '']);
  grow(family, (name) => [...bases].filter(([, known]) => known.has(name)).map(([subclass]) => subclass));
  grow(family, (name) => [...(bases.get(name) ?? [])].filter((base) => bases.has(base)));
  return family;
}

/** A set that grows while it is iterated is visited to its last member. */
function grow(family: Set<string>, next: (name: string) => readonly string[]): void {
  for (const name of family) for (const found of next(name)) family.add(found);
}
