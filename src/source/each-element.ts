import { failure, success, type Result } from '../core/result.js';
import type { Node } from './python-parser.js';

const LITERALS: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'dictionary', 'expression_list']);
/** Calls whose positional arguments are a sequence of parts. */
const SEQUENCE_CALLS: ReadonlySet<string> = new Set([
  'Sequential',
  'Compose',
  'make_pipeline',
  'make_union',
  'make_column_transformer',
  'Chain',
  'chain',
]);

const NOT_A_CONTAINER =
  'The option each needs a list, tuple, set, dict, or a call such as nn.Sequential(...), Compose([...]) or ' +
  'Pipeline([...]); name the container with term= if the statement holds more.';

/** The elements of the container that a node is or holds, in order; `dict(a=...)` has its keyword arguments. */
export function elementsOf(node: Node): Result<readonly Node[], string> {
  const container = findContainer(node);
  if (container === undefined) return failure(NOT_A_CONTAINER);
  const isCall = container.type === 'argument_list';
  const elements = container.namedChildren.filter(({ type }) => type !== 'comment');
  const parts =
    isCall && !isDictCall(container) ? elements.filter(({ type }) => type !== 'keyword_argument') : elements;
  return parts.length === 0 ? failure('The container of each is empty; there is nothing to remove.') : success(parts);
}

function findContainer(node: Node): Node | undefined {
  if (LITERALS.has(node.type)) return node;
  switch (node.type) {
    case 'expression_statement':
    case 'parenthesized_expression':
    case 'return_statement':
      return node.namedChildCount === 1 && node.namedChild(0) !== null ? findIn(node.namedChild(0)) : undefined;
    case 'assignment':
    case 'augmented_assignment':
      return findIn(node.childForFieldName('right'));
    case 'keyword_argument':
    case 'pair':
    case 'default_parameter':
    case 'typed_default_parameter':
      return findIn(node.childForFieldName('value'));
    case 'call':
      return findInCall(node);
    default:
      return undefined;
  }
}

function findIn(node: Node | null): Node | undefined {
  return node === null ? undefined : findContainer(node);
}

function findInCall(call: Node): Node | undefined {
  const list = call.childForFieldName('arguments');
  if (list?.type !== 'argument_list') return undefined;
  const parts = list.namedChildren.filter(({ type }) => type !== 'comment');
  const name = lastName(call);
  if (SEQUENCE_CALLS.has(name) && !(parts.length === 1 && holdsContainer(parts[0]))) return list;
  if (isDictCall(list) && parts.length > 0 && parts.every(({ type }) => type === 'keyword_argument')) return list;
  const holding = parts.filter(holdsContainer);
  return holding.length === 1 ? findIn(holding[0] ?? null) : undefined;
}

function holdsContainer(argument: Node | undefined): boolean {
  const value = argument?.type === 'keyword_argument' ? argument.childForFieldName('value') : argument;
  if (value === undefined || value === null) return false;
  return (
    LITERALS.has(value.type) || (value.type === 'call' && /^(?:OrderedDict|dict|list|tuple)$/.test(lastName(value)))
  );
}

function isDictCall(list: Node): boolean {
  return list.parent !== null && /^(?:dict|OrderedDict)$/.test(lastName(list.parent));
}

function lastName(call: Node): string {
  return call.childForFieldName('function')?.text.replace(/^.*\./s, '') ?? '';
}
