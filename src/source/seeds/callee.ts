import { oncePer } from '../../core/once-per.js';
import { bindingsOf, scopeOfIdentifier } from '../name-uses.js';
import type { Scope } from '../name-uses-scopes.js';
import type { Project } from '../project.js';
import type { PythonFile } from '../python-file.js';
import type { Node } from '../python-parser.js';
import { syntaxIndex } from './syntax-index.js';

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

const resolved = new WeakMap<Project, Map<string, Callee>>();

/** Resolves the callee of a call through the imports of its file. */
export function calleeOf(project: Project, file: PythonFile, call: Node): Callee {
  const known = resolved.get(project) ?? new Map<string, Callee>();
  resolved.set(project, known);
  const key = `${file.path}:${call.id}`;
  const callee = known.get(key) ?? resolveCallee(project, file, call);
  known.set(key, callee);
  return callee;
}

function resolveCallee(project: Project, file: PythonFile, call: Node): Callee {
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

const origins = new WeakMap<Scope, Map<string, string | undefined>>();

/** The full name an import gives to a name; undefined when the name does not come from an import. */
export function importedAs(file: PythonFile, identifier: Node): string | undefined {
  const scope = scopeOfIdentifier(file, identifier);
  if (scope === undefined) return undefined;
  const known = origins.get(scope) ?? new Map<string, string | undefined>();
  origins.set(scope, known);
  const name = identifier.text;
  if (!known.has(name)) {
    const imports = bindingsOf(file, identifier).flatMap((binding) => importOf(binding) ?? []);
    known.set(name, imports[0]);
  }
  return known.get(name);
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
  if (!/import\s+\*/.test(file.text) || isDefined(project, identifier.text)) return undefined;
  if (scopeOfIdentifier(file, identifier) !== undefined) return undefined;
  const modules = file.tree.rootNode
    .descendantsOfType('wildcard_import')
    .map((star) => star.parent?.childForFieldName('module_name')?.text ?? '');
  const module = modules.find((name) => !isLocalModule(project, name));
  return module === undefined ? undefined : `${module}.${identifier.text}`;
}

function isLocalModule(project: Project, name: string): boolean {
  if (name.startsWith('.')) return true;
  return localNamesOf(project).has(name.split('.')[0] ?? name);
}

/** The top-level names that the project's own files and folders can be imported as. */
const localNamesOf = oncePer((project: Project): ReadonlySet<string> => {
  const prefixes = ['', ...project.importRoots.filter((root) => root !== '').map((root) => `${root}/`)];
  const names = [...project.pythonFiles.keys()].flatMap((path) =>
    prefixes
      .filter((prefix) => path.startsWith(prefix))
      .map((prefix) => (path.slice(prefix.length).split('/')[0] ?? '').replace(/\.py$/, '')),
  );
  return new Set(names);
});

function isDefined(project: Project, name: string): boolean {
  return syntaxIndex(project).definitionsByName.has(name);
}
