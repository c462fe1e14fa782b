import { bindingsOf, scopeOfIdentifier } from '../source/name-uses.js';
import { walk, type Node } from '../source/python-parser.js';
import { callArguments } from './call-arguments.js';
import { calleeName } from './callee-name.js';
import type { RuleContext } from './rule.js';
import { appliedFunction } from './shape-keeping-functions.js';
import { placeOf } from './statement-of.js';

/**
 * Why a function is not visibly one from its first argument to something of the same shape and kind;
 * undefined when every `return` gives the argument back, as it is or transformed by what keeps its shape.
 */
export function reasonNotTheSameKind(context: RuleContext, definition: Node, parameter: Node): string | undefined {
  const body = definition.childForFieldName('body');
  const name = definition.childForFieldName('name')?.text ?? '';
  if (!body) return `\`${name}\` has no body`;
  const returns: Node[] = [];
  for (const node of walk(body)) {
    if (/^(function_definition|class_definition|lambda)$/.test(node.type))
      return `\`${name}\` defines functions of its own`;
    if (node.type === 'yield' || node.type === 'await') return `\`${name}\` is a generator or asynchronous`;
    if (node.type === 'global_statement' || node.type === 'nonlocal_statement')
      return `\`${name}\` changes variables outside`;
    if (node.type === 'return_statement') returns.push(node);
    const changed = changedBesides(context, node, parameter);
    if (changed !== undefined)
      return `\`${name}\` also does something else: \`${changed.text}\` at ${placeOf(context.file, changed)}`;
  }
  if (returns.length === 0 || !alwaysReturns(body)) return `\`${name}\` does not return a value on every path`;
  const odd = returns.find((statement) => !isSameKind(context, statement.namedChildren[0], parameter, new Set()));
  return (
    odd &&
    `whether \`${odd.text}\` has the shape and kind of \`${parameter.text}\` isn't known (${placeOf(context.file, odd)})`
  );
}

/** Something other than a local variable or the argument itself that is assigned to. */
function changedBesides({ file }: RuleContext, node: Node, parameter: Node): Node | undefined {
  if (node.type === 'expression_statement' && node.namedChildren[0]?.type === 'call') {
    const callee = node.namedChildren[0].childForFieldName('function');
    return callee?.type === 'attribute' && /^\w+\.\w*[a-z]_$/.test(callee.text) ? undefined : node;
  }
  if (node.type !== 'assignment' && node.type !== 'augmented_assignment') return undefined;
  const target = node.childForFieldName('left');
  if (target?.type !== 'attribute' && target?.type !== 'subscript') return undefined;
  const root = target.descendantsOfType('identifier')[0];
  if (root === undefined) return target;
  const isLocal = bindingsOf(file, root).every((binding) => binding.parent?.type === 'assignment');
  const ownScope = scopeOfIdentifier(file, root)?.node.id === scopeOfIdentifier(file, parameter)?.node.id;
  return (root.text === parameter.text && target.type === 'subscript') ||
    (ownScope && isLocal && bindingsOf(file, root).length > 0)
    ? undefined
    : target;
}

function alwaysReturns(block: Node): boolean {
  const last = block.namedChildren.filter((child) => child.type !== 'comment').at(-1);
  if (last?.type === 'return_statement') return true;
  if (last?.type === 'with_statement') return hasReturningBlock(last, 'body');
  if (last?.type !== 'if_statement') return false;
  const alternatives = last.childrenForFieldName('alternative');
  return (
    hasReturningBlock(last, 'consequence') &&
    alternatives.at(-1)?.type === 'else_clause' &&
    alternatives.every((clause) => hasReturningBlock(clause, clause.type === 'else_clause' ? 'body' : 'consequence'))
  );
}

function hasReturningBlock(node: Node, field: string): boolean {
  const block = node.childForFieldName(field);
  return block !== null && alwaysReturns(block);
}

const KEEPING_METHODS =
  /^(clone|copy|detach|contiguous|clamp|clamp_|clip|flip|roll|relu|relu_|tanh|abs|neg|mul_|add_|sub_|div_|masked_fill|masked_fill_|fillna|strip|lower|upper)$/;
const KEEPING_FUNCTIONS =
  /^(torch\.(flip|fliplr|flipud|roll|clamp|clip|clone|abs|neg|nan_to_num)|numpy\.(flip|fliplr|flipud|roll|clip|abs|copy|nan_to_num)|copy\.(copy|deepcopy))$/;

/** An expression made of the argument by steps that keep its shape; `seen` ends the search in a loop. */
function isSameKind(
  context: RuleContext,
  value: Node | undefined,
  parameter: Node,
  seen: ReadonlySet<string>,
): boolean {
  if (value === undefined) return false;
  const same = (node: Node | null | undefined): boolean => isSameKind(context, node ?? undefined, parameter, seen);
  switch (value.type) {
    case 'identifier':
      return isSameKindName(context, value, parameter, seen);
    case 'parenthesized_expression':
    case 'unary_operator':
      return same(value.namedChildren[0]);
    case 'conditional_expression':
      return same(value.namedChildren[0]) && same(value.namedChildren[2]);
    case 'binary_operator': {
      const [left, right] = [value.childForFieldName('left'), value.childForFieldName('right')];
      if (!/^[-+*/]$/.test(value.childForFieldName('operator')?.type ?? '') || !left || !right) return false;
      return (
        (same(left) && blends(context, right, parameter, seen)) ||
        (same(right) && blends(context, left, parameter, seen))
      );
    }
    case 'subscript':
      return (
        value.childrenForFieldName('subscript').every((index) => /^:+(-1)?$/.test(index.text)) &&
        same(value.childForFieldName('value'))
      );
    case 'call':
      return isSameKindCall(context, value, same);
    default:
      return false;
  }
}

function isSameKindName(context: RuleContext, name: Node, parameter: Node, seen: ReadonlySet<string>): boolean {
  const isParameter = name.text === parameter.text;
  if (seen.has(name.text)) return true;
  const within = new Set([...seen, name.text]);
  const bindings = bindingsOf(context.file, name).filter((binding) => binding.id !== parameter.id);
  if (bindings.length === 0) return isParameter;
  return bindings.every(({ parent: assignment }) => {
    const value = assignment?.childForFieldName('right') ?? undefined;
    if (assignment?.type === 'assignment') return isSameKind(context, value, parameter, within);
    if (assignment?.type !== 'augmented_assignment' || !value) return false;
    const operator = assignment.childForFieldName('operator')?.type ?? assignment.children[1]?.type ?? '';
    return /^[-+*/]=$/.test(operator) && blends(context, value, parameter, within);
  });
}

function isSameKindCall(context: RuleContext, call: Node, same: (node: Node | undefined) => boolean): boolean {
  const callee = call.childForFieldName('function');
  const { positional } = callArguments(call);
  const name = calleeName(context.file, call);
  if (name !== undefined && KEEPING_FUNCTIONS.test(name)) return same(positional[0]);
  const applied = appliedFunction(context.project, context.file, call);
  if (applied.kind === 'keeps') return same(applied.input);
  const method = callee?.type === 'attribute' ? callee.childForFieldName('attribute')?.text : undefined;
  return method !== undefined && KEEPING_METHODS.test(method) && same(callee?.childForFieldName('object') ?? undefined);
}

/** What can be added to or multiplied with the argument without changing its shape: numbers, and noise made like it. */
function blends(context: RuleContext, node: Node, parameter: Node, seen: ReadonlySet<string>): boolean {
  if (/^(integer|float)$/.test(node.type) || isSameKind(context, node, parameter, seen)) return true;
  if (node.type === 'parenthesized_expression' || node.type === 'unary_operator' || node.type === 'binary_operator') {
    return node.namedChildren.every((child) => blends(context, child, parameter, seen));
  }
  if (node.type === 'call') {
    const name = calleeName(context.file, node) ?? '';
    if (/^random\.(random|uniform|gauss|normalvariate)$/.test(name)) return true;
    return (
      /^(torch|numpy)\.\w+_like$/.test(name) && isSameKind(context, callArguments(node).positional[0], parameter, seen)
    );
  }
  if (node.type !== 'identifier') return false;
  const bindings = bindingsOf(context.file, node);
  return (
    bindings.length > 0 &&
    bindings.every(({ parent }) => {
      if (parent?.type === 'default_parameter' || parent?.type === 'typed_default_parameter') {
        return /^(integer|float)$/.test(parent.childForFieldName('value')?.type ?? '');
      }
      const value = parent?.type === 'assignment' ? parent.childForFieldName('right') : undefined;
      return value ? !seen.has(node.text) && blends(context, value, parameter, new Set([...seen, node.text])) : false;
    })
  );
}
