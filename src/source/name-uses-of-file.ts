import { oncePer } from '../core/once-per.js';
import { newScope, type Reference, type Scope } from './name-uses-scopes.js';
import { visitNames } from './name-uses-visit.js';
import type { Tree } from './python-parser.js';

/** Every name of a file, by name, and by the id of its syntax node. */
export interface FileNames {
  readonly module: Scope;
  readonly byName: ReadonlyMap<string, readonly Reference[]>;
  readonly byNodeId: ReadonlyMap<number, Reference>;
}

/** The names of a parsed file; computed once per tree. */
export const namesOfTree = oncePer((tree: Tree): FileNames => {
  const module = newScope('module', tree.rootNode, undefined);
  const byName = new Map<string, Reference[]>();
  const byNodeId = new Map<number, Reference>();
  visitNames(tree.rootNode, module, (reference) => {
    const sameName = byName.get(reference.name);
    if (sameName === undefined) byName.set(reference.name, [reference]);
    else sameName.push(reference);
    byNodeId.set(reference.node.id, reference);
  });
  return { module, byName, byNodeId };
});
