import { attributeName } from '../source/name-uses.js';
import type { Node } from '../source/python-parser.js';
import { callArguments } from './call-arguments.js';

/** A value that is given under a name: a variable, parameter, dictionary key, argument or command-line option. */
export interface NamedValue {
  readonly kind: 'variable' | 'attribute' | 'parameter' | 'key' | 'argument' | 'option';
  readonly name: string;
  readonly value: Node;
  /** The identifier, of a variable or parameter. */
  readonly identifier?: Node;
}

/** The named value that a marked node is, if it is one. */
export function namedValue(node: Node): NamedValue | undefined {
  switch (node.type) {
    case 'expression_statement': {
      const [only] = node.namedChildren;
      return only?.type === 'assignment' || only?.type === 'call' ? namedValue(only) : undefined;
    }
    case 'assignment':
      return ofAssignment(node);
    case 'call':
      return (node.childForFieldName('function')?.text ?? '').endsWith('.add_argument') ? ofOption(node) : undefined;
    case 'keyword_argument':
      return ofKeyword(node);
    case 'pair': {
      const [key, value] = [node.childForFieldName('key'), node.childForFieldName('value')];
      return key?.type === 'string' && value ? { kind: 'key', name: key.text.slice(1, -1), value } : undefined;
    }
    case 'default_parameter':
    case 'typed_default_parameter': {
      const [identifier, value] = [node.childForFieldName('name'), node.childForFieldName('value')];
      return identifier && value ? { kind: 'parameter', name: identifier.text, value, identifier } : undefined;
    }
    default:
      return undefined;
  }
}

function ofAssignment(assignment: Node): NamedValue | undefined {
  const [left, value] = [assignment.childForFieldName('left'), assignment.childForFieldName('right')];
  if (!left || !value) return undefined;
  if (left.type === 'identifier') return { kind: 'variable', name: left.text, value, identifier: left };
  return left.type === 'attribute' ? { kind: 'attribute', name: attributeName(left), value } : undefined;
}

function ofKeyword(keyword: Node): NamedValue | undefined {
  const name = keyword.childForFieldName('name')?.text;
  const value = keyword.childForFieldName('value');
  const call = keyword.parent?.parent;
  if (name === undefined || !value) return undefined;
  const isOption = name === 'default' && call?.type === 'call' && namedValue(call)?.value.id === value.id;
  return isOption ? namedValue(call) : { kind: 'argument', name, value };
}

/** `parser.add_argument("--use-mixup", default=True)`, known as `args.use_mixup`. */
function ofOption(call: Node): NamedValue | undefined {
  const { positional, keywords } = callArguments(call);
  const value = keywords.get('default');
  const flags = positional.filter((each) => each.type === 'string').map((each) => each.text.slice(1, -1));
  const long = flags.find((flag) => flag.startsWith('--')) ?? flags[0];
  const name = keywords.get('dest')?.text.slice(1, -1) ?? long?.replace(/^-+/, '').replaceAll('-', '_');
  return value && name ? { kind: 'option', name, value } : undefined;
}
