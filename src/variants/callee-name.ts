import { bindingsOf } from '../source/name-uses.js';
import { namesOfTree } from '../source/name-uses-of-file.js';
import { scopeOfName } from '../source/name-uses-scopes.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';

/**
 * The full dotted name of a call's callee, through the file's imports: `nn.Dropout(0.5)` is
 * `torch.nn.Dropout`. Undefined when the name is not an import throughout (a parameter, a variable, a class
 * of this file), so that nobody can tell what it is.
 */
export function calleeName(file: PythonFile, call: Node): string | undefined {
  const callee = call.childForFieldName('function');
  return callee ? dottedName(file, callee) : undefined;
}

/** The same for any `a.b.c` expression, called or not. */
export function dottedName(file: PythonFile, expression: Node): string | undefined {
  if (expression.type === 'identifier') return importedName(file, expression);
  if (expression.type !== 'attribute') return undefined;
  const object = expression.childForFieldName('object');
  const owner = object && dottedName(file, object);
  const attribute = expression.childForFieldName('attribute');
  return owner && attribute ? canonicalName(`${owner}.${attribute.text}`) : undefined;
}

/**
 * How `torch.nn.Identity` (say) can be written beside `near`: through a name that is imported there and is
 * nothing else anywhere. Undefined when no import reaches it.
 */
export function expressionFor(file: PythonFile, near: Node, target: string): string | undefined {
  const names = namesOfTree(file.tree);
  const scope = near.descendantsOfType('identifier').flatMap((node) => names.byNodeId.get(node.id) ?? [])[0]?.scope;
  if (scope === undefined) return undefined;
  const written: string[] = [];
  for (const [name, references] of names.byName) {
    const owner = scopeOfName(scope, name);
    const visible = references.find(({ role, scope }) => role === 'binding' && scopeOfName(scope, name) === owner);
    const meaning = visible && importedName(file, visible.node);
    if (meaning === target) written.push(name);
    else if (meaning !== undefined && target.startsWith(`${meaning}.`))
      written.push(name + target.slice(meaning.length));
  }
  return written.sort((a, b) => a.length - b.length)[0];
}

function importedName(file: PythonFile, identifier: Node): string | undefined {
  const meanings = new Set(bindingsOf(file, identifier).map(meaningOfImport));
  const [meaning] = meanings;
  return meanings.size === 1 ? meaning : undefined;
}

function meaningOfImport(bound: Node): string | undefined {
  let statement = bound.parent;
  let imported = bound.parent;
  if (statement?.type === 'aliased_import') {
    imported = statement.childForFieldName('name');
    statement = statement.parent;
  } else if (statement?.type === 'dotted_name') {
    statement = statement.parent;
  }
  if (statement?.type === 'import_from_statement') {
    const module = statement.childForFieldName('module_name')?.text ?? '';
    const separator = module.endsWith('.') ? '' : '.';
    return canonicalName(`${module}${separator}${imported?.text ?? ''}`);
  }
  if (statement?.type !== 'import_statement') return undefined;
  const aliased = bound.parent?.type === 'aliased_import';
  return canonicalName(aliased ? (imported?.text ?? '') : bound.text);
}

/** The several public paths of one thing, as one. */
function canonicalName(name: string): string {
  return name
    .replace(/^torch\.nn\.modules\.\w+\.(?=[A-Z])/, 'torch.nn.')
    .replace(/^torch\.(cuda|cpu)\.amp\.(autocast_mode\.)?(?=autocast$)/, 'torch.')
    .replace(/^torch\.amp\.(autocast_mode\.)?(?=autocast$)/, 'torch.')
    .replace(/^timm\.models\.layers\b/, 'timm.layers')
    .replace(/^timm\.layers\.drop\./, 'timm.layers.')
    .replace(/^tensorflow\.(python\.)?keras\b/, 'keras')
    .replace(/^keras\.layers\.(core|normalization|advanced_activations)\./, 'keras.layers.');
}
