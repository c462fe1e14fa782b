import { newScope, type Reference, type Scope } from './name-uses-scopes.js';
import type { Node } from './python-parser.js';

type Report = (reference: Reference) => void;

/** Reports every variable below `node`, in source order, with the scope it stands in. */
export function visitNames(node: Node, scope: Scope, report: Report): void {
  switch (node.type) {
    case 'identifier':
      report({ name: node.text, node, scope, role: 'read' });
      return;
    case 'attribute':
      visitField(node, 'object', scope, report);
      return;
    case 'keyword_argument':
      visitField(node, 'value', scope, report);
      return;
    case 'function_definition':
    case 'lambda':
      visitFunction(node, scope, report);
      return;
    case 'class_definition':
      bindField(node, 'name', scope, report);
      visitField(node, 'superclasses', scope, report);
      visitField(node, 'body', newScope('class', node, scope), report);
      return;
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      visitComprehension(node, scope, report);
      return;
    case 'assignment':
      bindTarget(node.childForFieldName('left'), scope, report);
      visitField(node, 'type', scope, report);
      visitField(node, 'right', scope, report);
      return;
    case 'augmented_assignment': {
      const left = node.childForFieldName('left');
      if (left?.type === 'identifier') bindTarget(left, scope, report);
      else if (left) visitNames(left, scope, report);
      visitField(node, 'right', scope, report);
      return;
    }
    case 'named_expression': {
      let owner = scope;
      while (owner.kind === 'comprehension' && owner.parent !== undefined) owner = owner.parent;
      bindTarget(node.childForFieldName('name'), owner, report);
      visitField(node, 'value', scope, report);
      return;
    }
    case 'for_statement':
      visitField(node, 'right', scope, report);
      bindTarget(node.childForFieldName('left'), scope, report);
      visitField(node, 'body', scope, report);
      visitField(node, 'alternative', scope, report);
      return;
    case 'as_pattern_target':
    case 'delete_statement':
    case 'type_alias_statement':
      for (const child of node.namedChildren) bindTarget(child, scope, report);
      return;
    case 'case_pattern':
      visitCasePattern(node, scope, report);
      return;
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
      for (const name of node.childrenForFieldName('name')) bindImported(name, node, scope, report);
      return;
    case 'global_statement':
      for (const name of node.namedChildren) scope.declaredGlobal.add(name.text);
      return;
    case 'nonlocal_statement':
      for (const name of node.namedChildren) scope.declaredNonlocal.add(name.text);
      return;
    case 'comment':
    case 'integer':
    case 'float':
    case 'string_start':
    case 'string_content':
    case 'string_end':
      return;
    default:
      for (const child of node.namedChildren) visitNames(child, scope, report);
  }
}

function visitField(node: Node, field: string, scope: Scope, report: Report): void {
  for (const child of node.childrenForFieldName(field)) visitNames(child, scope, report);
}

function bindField(node: Node, field: string, scope: Scope, report: Report): void {
  bindTarget(node.childForFieldName(field), scope, report);
}

function bindTarget(target: Node | null, scope: Scope, report: Report): void {
  if (target === null) return;
  switch (target.type) {
    case 'identifier':
      scope.bound.add(target.text);
      report({ name: target.text, node: target, scope, role: 'binding' });
      return;
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
    case 'expression_list':
    case 'parenthesized_expression':
    case 'tuple':
    case 'list':
    case 'type':
      for (const child of target.namedChildren) bindTarget(child, scope, report);
      return;
    default:
      visitNames(target, scope, report);
  }
}

function bindImported(name: Node, statement: Node, scope: Scope, report: Report): void {
  if (name.type === 'aliased_import') {
    bindField(name, 'alias', scope, report);
    return;
  }
  // `import a.b` binds `a`; `from m import b` binds `b`.
  const bound = statement.type === 'import_statement' ? name.namedChildren[0] : name.namedChildren.at(-1);
  bindTarget(bound ?? null, scope, report);
}

function visitFunction(node: Node, scope: Scope, report: Report): void {
  bindField(node, 'name', scope, report);
  const own = newScope('function', node, scope);
  for (const parameter of node.childForFieldName('parameters')?.namedChildren ?? []) {
    bindParameter(parameter, own, scope, report);
  }
  visitField(node, 'return_type', scope, report);
  visitField(node, 'body', own, report);
}

/** Defaults and annotations are evaluated outside the function. */
function bindParameter(parameter: Node, own: Scope, outer: Scope, report: Report): void {
  switch (parameter.type) {
    case 'default_parameter':
    case 'typed_default_parameter':
      bindField(parameter, 'name', own, report);
      visitField(parameter, 'type', outer, report);
      visitField(parameter, 'value', outer, report);
      return;
    case 'typed_parameter':
      bindTarget(parameter.namedChildren[0] ?? null, own, report);
      visitField(parameter, 'type', outer, report);
      return;
    default:
      bindTarget(parameter, own, report);
  }
}

/** The first iterable belongs to the enclosing scope, everything else to the comprehension's own. */
function visitComprehension(node: Node, scope: Scope, report: Report): void {
  const own = newScope('comprehension', node, scope);
  const clauses = node.namedChildren.filter((child) => child.type === 'for_in_clause');
  for (const [index, clause] of clauses.entries()) {
    visitField(clause, 'right', index === 0 ? scope : own, report);
    bindTarget(clause.childForFieldName('left'), own, report);
  }
  for (const child of node.namedChildren) {
    if (child.type !== 'for_in_clause') visitNames(child, own, report);
  }
}

/** A bare name in a `case` captures; a class and the root of a dotted name are read. */
function visitCasePattern(node: Node, scope: Scope, report: Report): void {
  switch (node.type) {
    case 'identifier':
      bindTarget(node, scope, report);
      return;
    case 'dotted_name': {
      const root = node.namedChildren[0];
      if (root === undefined) return;
      if (node.namedChildCount > 1 || node.parent?.type === 'class_pattern') visitNames(root, scope, report);
      else bindTarget(root, scope, report);
      return;
    }
    case 'keyword_pattern':
      for (const child of node.namedChildren.slice(1)) visitCasePattern(child, scope, report);
      return;
    default:
      for (const child of node.namedChildren) visitCasePattern(child, scope, report);
  }
}
