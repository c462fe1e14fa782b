import { namesOfTree } from '../../source/name-uses-of-file.js';
import { scopeOfName, type Scope } from '../../source/name-uses-scopes.js';
import type { Project } from '../../source/project.js';
import { attributeKey, formOf, moduleKey, nameKey, type NameKey } from './name-key.js';
import { childIn, classNameAround, syntaxAround, syntaxOf, syntaxWithin, type Syntax } from './plain-syntax.js';

type Role = 'read' | 'binding';

/** Where a name is given a value and where it is read, in one version of a project. */
export interface NamePlaces {
  readonly bindings: readonly Syntax[];
  readonly reads: readonly Syntax[];
}

/** All names of one version of a project, and the names of each piece of its syntax. */
export class Names {
  readonly #places = new Map<NameKey, { bindings: Syntax[]; reads: Syntax[] }>();
  readonly #uses = new Map<Syntax, { readonly key: NameKey; readonly role: Role }>();
  readonly #patterns = new Map<NameKey, Syntax[]>();
  /** Strings in lists. */
  readonly #listed = new Map<string, Syntax[]>();
  constructor(project: Project) {
    const owners = attributeOwners(project);
    const localImports = localModules(project);
    const patterns: Syntax[] = [];
    for (const file of project.pythonFiles.values()) {
      const names = namesOfTree(file.tree).byNodeId;
      for (const node of syntaxWithin(syntaxOf(file))) {
        const reference = node.type === 'identifier' ? names.get(node.nodeId) : undefined;
        if (reference !== undefined) {
          const scope = scopeOfName(reference.scope, reference.name);
          const isHandedOn = reference.role === 'binding' && isImportOfLocal(node, localImports);
          this.#add(variableKey(file.path, scope, reference.name), node, isHandedOn ? 'read' : reference.role);
        } else if (node.type === 'attribute') {
          this.#add(keyOfAttribute(node, owners), node, isTarget(node) ? 'binding' : 'read');
        } else if (node.type === 'string' && registersAttribute(node)) {
          this.#add(ownAttribute(wordOf(node), classNameAround(node)), node, 'binding');
        } else if (node.type === 'string' && isOption(node)) {
          this.#add(attributeKey(optionName(node)), node, 'binding');
        } else if (node.type === 'string' && node.parent?.type === 'pair' && node.field === 'key') {
          this.#add(attributeKey(wordOf(node)), node, 'binding');
        } else if (node.type === 'string' && node.parent?.type === 'subscript') {
          this.#add(attributeKey(wordOf(node)), node, isTarget(node.parent) ? 'binding' : 'read');
        }
        if (isListed(node)) this.#listed.set(wordOf(node), [...(this.#listed.get(wordOf(node)) ?? []), node]);
        else if (isNamePattern(node)) patterns.push(node);
      }
    }
    for (const pattern of patterns) this.#addPattern(pattern);
  }

  /**
   * Where a column is picked out: named in a list, or by how it begins or ends where no other does,
   * `c.endswith("_per_room")`.
   */
  patternsFor(key: NameKey): readonly Syntax[] {
    return [...(this.#patterns.get(key) ?? []), ...this.listedAs(key)];
  }

  /** Where a list names it: `["age", "ratio"]`. */
  listedAs(key: NameKey): readonly Syntax[] {
    const form = formOf(key);
    return form.kind === 'attribute' ? (this.#listed.get(form.name) ?? []) : [];
  }

  /** Names that the code gives a value. */
  boundIn(node: Syntax): Set<NameKey> {
    return this.#keysIn(node, 'binding');
  }

  /** Names that the code reads. */
  readIn(node: Syntax): Set<NameKey> {
    return this.#keysIn(node, 'read');
  }

  placesOf(key: NameKey): NamePlaces {
    const own = this.#places.get(key) ?? { bindings: [], reads: [] };
    const form = formOf(key);
    if (form.kind !== 'own-attribute') return own;
    // `model.conv2` from outside may mean the attribute of any class.
    const ofAny = this.#places.get(attributeKey(form.name))?.reads ?? [];
    return { bindings: own.bindings, reads: [...own.reads, ...ofAny] };
  }

  #keysIn(node: Syntax, role: Role): Set<NameKey> {
    const keys = new Set<NameKey>();
    for (const part of syntaxWithin(node)) {
      const use = this.#uses.get(part) ?? this.#uses.get(originalOf(part));
      if (use?.role === role) keys.add(use.key);
    }
    return keys;
  }

  #addPattern(pattern: Syntax): void {
    const columns = [...this.#places].flatMap(([key, { bindings }]) =>
      bindings.some(({ type }) => type === 'string') && fitsPattern(pattern, formOf(key).name) ? [key] : [],
    );
    const [only, ...others] = columns;
    if (only !== undefined && others.length === 0) {
      this.#patterns.set(only, [...(this.#patterns.get(only) ?? []), pattern]);
    }
  }

  #add(key: NameKey, node: Syntax, role: Role): void {
    const places = this.#places.get(key) ?? { bindings: [], reads: [] };
    (role === 'read' ? places.reads : places.bindings).push(node);
    this.#places.set(key, places);
    this.#uses.set(node, { key, role });
  }
}

/** An operand of a chain is a copy with its sign; its name is that of the node it was made from. */
function originalOf(part: Syntax): Syntax {
  return part.parent?.children.find((child) => child.start === part.start && child.end === part.end) ?? part;
}

function variableKey(file: string, scope: Scope | undefined, name: string): NameKey {
  if (scope === undefined || scope.kind === 'module') return moduleKey(name);
  // A name of a class's body (a method, a field of a dataclass) is read as an attribute.
  if (scope.kind === 'class') return attributeKey(name);
  return nameKey({ kind: 'local', name, file, within: scopePath(scope) });
}

function scopePath(scope: Scope): string {
  const names: string[] = [];
  for (let outer = scope; outer.parent !== undefined; outer = outer.parent) {
    names.unshift(outer.node.childForFieldName('name')?.text ?? outer.kind);
  }
  return names.join('.');
}

/** Classes by the attributes that they set on themselves. */
function attributeOwners(project: Project): ReadonlySet<string> {
  const owners = new Set<string>();
  for (const file of project.pythonFiles.values()) {
    for (const node of syntaxWithin(syntaxOf(file))) {
      if (node.type === 'attribute' && isTarget(node) && receiverOf(node) === 'self') {
        owners.add(`${classNameAround(node) ?? ''} ${attributeName(node)}`);
      }
      if (node.type === 'string' && registersAttribute(node)) {
        owners.add(`${classNameAround(node) ?? ''} ${wordOf(node)}`);
      }
    }
  }
  return owners;
}

function keyOfAttribute(node: Syntax, owners: ReadonlySet<string>): NameKey {
  const name = attributeName(node);
  const owner = classNameAround(node);
  return receiverOf(node) === 'self' && owner !== undefined && owners.has(`${owner} ${name}`)
    ? ownAttribute(name, owner)
    : attributeKey(name);
}

function ownAttribute(name: string, owner = ''): NameKey {
  return nameKey({ kind: 'own-attribute', name, owner });
}

/** What a string literal says. */
function wordOf(node: Syntax): string {
  return node.canonical.slice(1, -1);
}

/** The name after the dot of `object.NAME`. */
export function attributeName(node: Syntax): string {
  return childIn(node, 'attribute')?.canonical ?? '';
}

function receiverOf(node: Syntax): string | undefined {
  return childIn(node, 'object')?.canonical;
}

function isTarget(node: Syntax): boolean {
  let inner = node;
  while (inner.parent !== undefined && /_list$|_pattern$/.test(inner.parent.type)) inner = inner.parent;
  const { parent } = inner;
  return parent?.type === 'assignment' && inner.field === 'left';
}

/** `self.register_buffer("mask", mask)` sets an attribute. */
function registersAttribute(node: Syntax): boolean {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : undefined;
  const callee = call === undefined ? undefined : childIn(call, 'function');
  return /^self\.(?:register_buffer|register_parameter|register_module|add_module)$/.test(callee?.text ?? '');
}

/** The first string of `parser.add_argument("--dropout")`. */
function isOption(node: Syntax): boolean {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : undefined;
  return call !== undefined && childIn(call, 'function')?.canonical.endsWith('add_argument)') === true;
}

function optionName(node: Syntax): string {
  return wordOf(node).replace(/^-+/, '').replaceAll('-', '_');
}

function localModules(project: Project): ReadonlySet<string> {
  return new Set(
    [...project.pythonFiles.keys()].flatMap((file) => {
      const parts = file.replace(/(?:\/__init__)?\.py$/, '').split('/');
      return parts.map((_, index) => parts.slice(index).join('.'));
    }),
  );
}

function isImportOfLocal(node: Syntax, modules: ReadonlySet<string>): boolean {
  for (const outer of syntaxAround(node)) {
    if (outer.type !== 'import_from_statement') continue;
    const module = childIn(outer, 'module_name')?.canonical ?? '';
    const name = module
      .replace(/^dotted_name\(|\)$/g, '')
      .replaceAll(' ', '.')
      .replace(/^\.+/, '');
    return module.startsWith('relative_import') || modules.has(name);
  }
  return false;
}

/** The string of `name.startswith("age_")`, `name.endswith("_ratio")`. */
function isNamePattern(node: Syntax): boolean {
  return node.type === 'string' && patternMethod(node) !== undefined;
}

function isListed(node: Syntax): boolean {
  const isAsked = node.parent?.parent?.type === 'comparison_operator';
  return node.type === 'string' && !isAsked && ['list', 'tuple', 'set'].includes(node.parent?.type ?? '');
}

function fitsPattern(pattern: Syntax, name: string): boolean {
  const text = wordOf(pattern);
  if (text === '') return false;
  return patternMethod(pattern) === 'startswith' ? name.startsWith(text) : name.endsWith(text);
}

function patternMethod(node: Syntax): string | undefined {
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : undefined;
  const callee = call === undefined ? undefined : childIn(call, 'function');
  const method = callee?.type === 'attribute' ? attributeName(callee) : undefined;
  return method === 'startswith' || method === 'endswith' ? method : undefined;
}
