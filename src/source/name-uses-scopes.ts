import type { Node } from './python-parser.js';

/** Where names live: Python's rules for module, class, function (lambda included) and comprehension. */
export interface Scope {
  readonly kind: 'module' | 'class' | 'function' | 'comprehension';
  readonly node: Node;
  readonly parent: Scope | undefined;
  readonly bound: Set<string>;
  /** Names declared `global` or `nonlocal` here. */
  readonly declaredGlobal: Set<string>;
  readonly declaredNonlocal: Set<string>;
}

/** One occurrence of a name as a variable: it is read there, or given a value (or deleted). */
export interface Reference {
  readonly name: string;
  readonly node: Node;
  readonly scope: Scope;
  readonly role: 'read' | 'binding';
}

export function newScope(kind: Scope['kind'], node: Node, parent: Scope | undefined): Scope {
  return { kind, node, parent, bound: new Set(), declaredGlobal: new Set(), declaredNonlocal: new Set() };
}

/** The scope whose variable `name` means when it stands in `scope`; undefined for built-in and unknown names. */
export function scopeOfName(scope: Scope, name: string): Scope | undefined {
  if (scope.declaredGlobal.has(name)) return moduleOf(scope);
  if (scope.bound.has(name) && !scope.declaredNonlocal.has(name)) return scope;
  for (let outer = scope.parent; outer !== undefined; outer = outer.parent) {
    // A class body's names are invisible to the functions inside it.
    if (outer.kind === 'class') continue;
    if (outer.declaredGlobal.has(name)) return moduleOf(outer);
    if (outer.bound.has(name) && !outer.declaredNonlocal.has(name)) return outer;
  }
  return undefined;
}

function moduleOf(scope: Scope): Scope {
  let module = scope;
  while (module.parent !== undefined) module = module.parent;
  return module;
}
