import type { PythonFile } from './python-file.js';
import type { Node } from './python-parser.js';

/** One import of a file, wherever in it it stands. */
export interface ImportedModule {
  /** Leading dots: 0 for an absolute import. */
  readonly level: number;
  /** `a.b`; empty for `from . import x`. */
  readonly module: string;
  /** What `from` imports: names that may be submodules. */
  readonly names: readonly string[];
  /** Whether the file cannot do without: not under `try ... except ImportError`, `if`, `TYPE_CHECKING`. */
  readonly isRequired: boolean;
  /** Where its statement begins, as an offset into the file's text. */
  readonly at: number;
}

/** Most files import nothing by a call: looking through all of their calls can be spared. */
const MAY_IMPORT_DYNAMICALLY = /import_module|__import__/;
const DYNAMIC_IMPORTS = /^(?:importlib\.)?import_module$|^__import__$/;

/** All imports of a file, also those in functions and `importlib.import_module("literal")`, in order. */
export function importedModules(file: PythonFile): ImportedModule[] {
  const calls = MAY_IMPORT_DYNAMICALLY.test(file.text) ? ['call'] : [];
  const nodes = file.tree.rootNode.descendantsOfType(['import_statement', 'import_from_statement', ...calls]);
  return nodes.flatMap((node) => {
    const isRequired = !isGuarded(node);
    const at = node.startIndex;
    if (node.type === 'call') return dynamicImport(node);
    const names = node.childrenForFieldName('name').map(moduleName);
    if (node.type === 'import_statement') {
      return names.map((module) => ({ level: 0, module, names: [], isRequired, at }));
    }
    const from = node.childForFieldName('module_name')?.text.replaceAll(/\s/g, '') ?? '';
    const level = /^\.*/.exec(from)?.[0].length ?? 0;
    return [{ level, module: from.slice(level), names, isRequired, at }];
  });
}

function moduleName(node: Node): string {
  return (node.childForFieldName('name') ?? node).text.replaceAll(/\s/g, '');
}

function dynamicImport(call: Node): ImportedModule[] {
  if (!DYNAMIC_IMPORTS.test(call.childForFieldName('function')?.text ?? '')) return [];
  const [first] = call.childForFieldName('arguments')?.namedChildren ?? [];
  const literal = /^(["'])([\w.]+)\1$/.exec(first?.text ?? '')?.[2];
  if (literal === undefined || literal.startsWith('.')) return [];
  return [{ level: 0, module: literal, names: [], isRequired: false, at: call.startIndex }];
}

/** An import that the script survives without, or may never reach. */
function isGuarded(node: Node): boolean {
  for (let inner = node, outer = node.parent; outer !== null; inner = outer, outer = outer.parent) {
    if (outer.type === 'except_clause' || outer.type === 'else_clause' || outer.type === 'elif_clause') return true;
    if (outer.type === 'if_statement' && inner.type === 'block' && !isMainGuard(outer)) return true;
    if (outer.type === 'try_statement' && outer.namedChildren.some(({ type }) => type === 'except_clause')) return true;
  }
  return false;
}

function isMainGuard(statement: Node): boolean {
  return statement.childForFieldName('condition')?.text.includes('__name__') === true;
}
