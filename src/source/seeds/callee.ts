import { bindingsOf } from '../name-uses.js';
import type { Project } from '../project.js';
import type { PythonFile } from '../python-file.js';
import type { Node } from '../python-parser.js';

/** What a call calls, as far as the sources say. */
export type Callee =
  /** A function or class of an installed package, by its full name: `numpy.random.default_rng`. */
  | { readonly kind: 'library'; readonly name: string }
  /** Defined in the project. */
  | { readonly kind: 'project'; readonly name: string }
  /** A method of something whose type is not known: `generator.manual_seed`. */
  | { readonly kind: 'method'; readonly name: string; readonly receiver: Node }
  /** A built-in function, or a variable. */
  | { readonly kind: 'other'; readonly name: string };

/** Resolves the callee of a call through the imports of its file. */
export function calleeOf(project: Project, file: PythonFile, call: Node): Callee {
  const target = call.childForFieldName('function');
  if (target === null) return { kind: 'other', name: '' };
  const path = dottedPath(target);
  const root = path?.[0];
  if (path === undefined || root === undefined) return methodOf(target);
  const origin = importedAs(file, root) ?? starImport(project, file, root);
  const rest = path.slice(1).map((part) => part.text);
  if (origin === undefined) {
    if (rest.length > 0) return methodOf(target);
    return { kind: isDefined(project, root.text) ? 'project' : 'other', name: root.text };
  }
  const name = [origin, ...rest].join('.');
  if (!isLocalModule(project, origin)) return { kind: 'library', name };
  const last = name.split('.').at(-1) ?? name;
  return isDefined(project, last) ? { kind: 'project', name: last } : handedOn(project, last);
}

/** What a local module offers without defining it comes from where the project imports it from. */
function handedOn(project: Project, name: string): Callee {
  for (const file of project.pythonFiles.values()) {
    for (const statement of file.tree.rootNode.descendantsOfType('import_from_statement')) {
      const module = statement.childForFieldName('module_name')?.text ?? '.';
      const names = statement.childrenForFieldName('name').map((imported) => imported.text);
      if (names.includes(name) && !isLocalModule(project, module))
        return { kind: 'library', name: `${module}.${name}` };
    }
  }
  return { kind: 'other', name };
}

/** The identifiers of `a.b.c`; undefined for anything else. */
function dottedPath(node: Node): Node[] | undefined {
  if (node.type === 'identifier') return [node];
  if (node.type !== 'attribute') return undefined;
  const object = node.childForFieldName('object');
  const attribute = node.childForFieldName('attribute');
  const before = object && dottedPath(object);
  return before && attribute ? [...before, attribute] : undefined;
}

function methodOf(target: Node): Callee {
  const receiver = target.childForFieldName('object');
  const name = target.childForFieldName('attribute')?.text;
  if (receiver === null || name === undefined) return { kind: 'other', name: '' };
  return { kind: 'method', name, receiver };
}

/** The full name an import gives to a name; undefined when the name does not come from an import. */
export function importedAs(file: PythonFile, identifier: Node): string | undefined {
  for (const binding of bindingsOf(file, identifier)) {
    const name = importOf(binding);
    if (name !== undefined) return name;
  }
  return undefined;
}

function importOf(binding: Node): string | undefined {
  let imported = binding;
  while (imported.parent?.type === 'dotted_name' || imported.parent?.type === 'aliased_import')
    imported = imported.parent;
  const statement = imported.parent;
  const original = imported.childForFieldName('name')?.text ?? imported.text;
  if (statement?.type === 'import_statement') {
    // `import a.b` binds `a`; `import a.b as c` binds `a.b`.
    return imported.type === 'aliased_import' ? original : original.split('.')[0];
  }
  if (statement?.type !== 'import_from_statement') return undefined;
  return `${statement.childForFieldName('module_name')?.text ?? ''}.${original}`;
}

function starImport(project: Project, file: PythonFile, identifier: Node): string | undefined {
  if (isDefined(project, identifier.text) || bindingsOf(file, identifier).length > 0) return undefined;
  const modules = file.tree.rootNode
    .descendantsOfType('wildcard_import')
    .map((star) => star.parent?.childForFieldName('module_name')?.text ?? '');
  const module = modules.find((name) => !isLocalModule(project, name));
  return module === undefined ? undefined : `${module}.${identifier.text}`;
}

function isLocalModule(project: Project, name: string): boolean {
  if (name.startsWith('.')) return true;
  const top = name.split('.')[0] ?? name;
  const prefixes = ['', ...project.importRoots].map((root) => (root === '' ? '' : `${root}/`));
  return [...project.pythonFiles.keys()].some((path) =>
    prefixes.some((prefix) => path === `${prefix}${top}.py` || path.startsWith(`${prefix}${top}/`)),
  );
}

function isDefined(project: Project, name: string): boolean {
  return definitionsOf(project, name).length > 0;
}

export interface Definition {
  readonly file: PythonFile;
  /** A `function_definition` or `class_definition`. */
  readonly node: Node;
}

/** Every function and class of this name in the project. */
export function definitionsOf(project: Project, name: string): readonly Definition[] {
  const known = definitions.get(project) ?? collectDefinitions(project);
  definitions.set(project, known);
  return known.get(name) ?? [];
}

const definitions = new WeakMap<Project, ReadonlyMap<string, readonly Definition[]>>();

function collectDefinitions(project: Project): ReadonlyMap<string, readonly Definition[]> {
  const byName = new Map<string, Definition[]>();
  for (const file of project.pythonFiles.values()) {
    for (const node of file.tree.rootNode.descendantsOfType(['function_definition', 'class_definition'])) {
      const name = node.childForFieldName('name')?.text ?? '';
      byName.set(name, [...(byName.get(name) ?? []), { file, node }]);
    }
  }
  return byName;
}
