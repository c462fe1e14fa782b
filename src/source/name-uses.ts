import { oncePer } from '../core/once-per.js';
import { namesOfTree } from './name-uses-of-file.js';
import { mentionsOf } from './name-uses-mentions.js';
import { scopeOfName, type Scope } from './name-uses-scopes.js';
import type { Project } from './project.js';
import type { PythonFile } from './python-file.js';
import type { Node, Tree } from './python-parser.js';

/** One place where a variable or an attribute occurs. What is not sure is reported as a use. */
export interface Use {
  readonly file: PythonFile;
  /** The identifier of a variable, the whole `object.NAME` of an attribute, or the string of a mention. */
  readonly node: Node;
  /**
   * `mention`: a string that may name it at run time (`getattr(x, "NAME")`, a state-dict key, an f-string
   * that can come out as NAME).
   */
  readonly role: 'read' | 'binding' | 'mention';
}

/** The occurrences, in one file, of the variable that `identifier` stands for; built-ins: of that name. */
export function usesInFile(file: PythonFile, identifier: Node): readonly Use[] {
  const names = namesOfTree(file.tree);
  const own = names.byNodeId.get(identifier.id);
  if (own === undefined) return [];
  const scope = scopeOfName(own.scope, own.name);
  return (names.byName.get(own.name) ?? [])
    .filter((reference) => scopeOfName(reference.scope, own.name) === scope)
    .map(({ node, role }) => ({ file, node, role }));
}

/** The scope whose variable an identifier stands for; undefined for built-in and unknown names. */
export function scopeOfIdentifier(file: PythonFile, identifier: Node): Scope | undefined {
  const own = namesOfTree(file.tree).byNodeId.get(identifier.id);
  return own && scopeOfName(own.scope, own.name);
}

/** The places, in one file, where the variable that `identifier` stands for gets a value. */
export function bindingsOf(file: PythonFile, identifier: Node): readonly Node[] {
  return usesInFile(file, identifier)
    .filter((use) => use.role === 'binding')
    .map((use) => use.node);
}

/**
 * The occurrences, in the whole project, of the variable that `identifier` stands for: a name of a module is
 * also found where another file imports it (under any alias) or reaches it as `module.NAME`, and in strings.
 */
export function usesOfName(project: Project, file: PythonFile, identifier: Node): readonly Use[] {
  const here = usesInFile(file, identifier);
  const name = identifier.text;
  const mentions = [...project.pythonFiles.values()].flatMap((other) =>
    mentionsOf(other, name).map((node): Use => ({ file: other, node, role: 'mention' })),
  );
  const scope = scopeOfIdentifier(file, identifier);
  if (scope !== undefined && scope.kind !== 'module') return [...here, ...mentions.filter((use) => use.file === file)];
  const elsewhere = [...project.pythonFiles.values()].flatMap((other) =>
    other.path === file.path ? [] : [...importedUses(other, name), ...attributeUses(other, name)],
  );
  return [...here, ...elsewhere, ...mentions];
}

/** Every `anything.NAME` in the project, and every string that may name the attribute at run time. */
export function usesOfAttribute(project: Project, name: string): readonly Use[] {
  return [...project.pythonFiles.values()].flatMap((file) => [
    ...attributeUses(file, name),
    ...mentionsOf(file, name).map((node): Use => ({ file, node, role: 'mention' })),
  ]);
}

function importedUses(file: PythonFile, name: string): Use[] {
  const uses: Use[] = [];
  for (const statement of file.tree.rootNode.descendantsOfType('import_from_statement')) {
    for (const imported of statement.childrenForFieldName('name')) {
      const original = imported.childForFieldName('name') ?? imported;
      if (original.text !== name) continue;
      const local = imported.childForFieldName('alias') ?? original.namedChildren.at(-1);
      if (local) uses.push(...usesInFile(file, local));
    }
  }
  return uses;
}

function attributeUses(file: PythonFile, name: string): Use[] {
  return (attributesByName(file.tree).get(name) ?? []).map((node) => ({
    file,
    node,
    role: isTarget(node) ? 'binding' : 'read',
  }));
}

const attributesByName = oncePer((tree: Tree): ReadonlyMap<string, readonly Node[]> => {
  const byName = new Map<string, Node[]>();
  for (const node of tree.rootNode.descendantsOfType('attribute')) {
    const sameName = byName.get(attributeName(node));
    if (sameName === undefined) byName.set(attributeName(node), [node]);
    else sameName.push(node);
  }
  return byName;
});

/** The name after the dot of `object.NAME`. */
export function attributeName(attribute: Node): string {
  return attribute.childForFieldName('attribute')?.text ?? '';
}

/** Whether an expression is given a value where it stands: left of `=`, a loop's target, after `del` or `as`. */
function isTarget(node: Node): boolean {
  const { parent } = node;
  if (parent === null) return false;
  switch (parent.type) {
    case 'assignment':
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      return parent.childForFieldName('left')?.id === node.id;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'list_splat_pattern':
    case 'as_pattern_target':
    case 'delete_statement':
      return true;
    case 'expression_list':
      return parent.parent?.type === 'delete_statement';
    default:
      return false;
  }
}

/** The nearest enclosing function (lambda excluded), or undefined at module and class level. */
export function enclosingFunction(node: Node): Node | undefined {
  return enclosing(node, 'function_definition');
}

/** The nearest enclosing class, whatever functions lie between. */
export function enclosingClass(node: Node): Node | undefined {
  return enclosing(node, 'class_definition');
}

function enclosing(node: Node, type: string): Node | undefined {
  for (let outer = node.parent; outer !== null; outer = outer.parent) if (outer.type === type) return outer;
  return undefined;
}
