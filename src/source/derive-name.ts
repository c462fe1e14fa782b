import type { Node } from './python-parser.js';
import { tokensOf } from './token-rows.js';

const MAX_LENGTH = 32;
/** Methods whose own name says little without their object: `scheduler.step`. */
const BARE_METHODS = new Set([
  'step',
  'update',
  'apply',
  'add',
  'append',
  'fit',
  'transform',
  'fit_transform',
  'forward',
]);

/** A short readable name for marked code: `conv2`, `dropout`, `beta_kld`. Not unique, never empty. */
export function deriveName(node: Node): string {
  return slug(nameOf(node)) || 'component';
}

/** Letters, digits, `_` and inner dots of a text, cut at a word's end. */
export function slug(text: string): string {
  const words = text
    .replaceAll(/\bself\./g, '')
    .split(/[^\p{L}\p{N}_.]+/u)
    .map((word) => word.replaceAll(/^[._]*\.|\.+$/g, ''))
    .filter((word) => word !== '');
  let name = words[0]?.slice(0, MAX_LENGTH) ?? '';
  for (const word of words.slice(1)) {
    if (name.length + 1 + word.length > MAX_LENGTH) break;
    name += `_${word}`;
  }
  return name;
}

function nameOf(node: Node): string {
  const name = node.childForFieldName('name');
  switch (node.type) {
    case 'expression_statement':
    case 'parenthesized_expression':
    case 'decorator':
    case 'with_item':
    case 'await':
      return only(node);
    case 'assignment':
      return assignmentName(node);
    case 'augmented_assignment':
      return augmentedName(node);
    case 'function_definition':
    case 'class_definition':
    case 'keyword_argument':
    case 'default_parameter':
    case 'typed_default_parameter':
      return name?.text ?? node.text;
    case 'pair':
      return keyName(node.childForFieldName('key'));
    case 'tuple':
      return node.namedChild(0)?.type === 'string' ? stringValue(node.namedChild(0)) : node.text;
    case 'string':
      return stringValue(node);
    case 'call':
      return calleeName(node);
    case 'attribute':
      return node.childForFieldName('attribute')?.text ?? node.text;
    case 'subscript':
      return keyName(node.childForFieldName('subscript'));
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
      return conditionName(node.childForFieldName('condition'));
    case 'with_statement':
      return nameOf(node.namedChild(0)?.namedChild(0) ?? node);
    case 'for_statement':
      return `for_${node.childForFieldName('left')?.text ?? ''}`;
    case 'return_statement':
      return node.namedChild(0)?.text ?? 'return';
    case 'try_statement':
    case 'else_clause':
    case 'except_clause':
    case 'finally_clause':
      return node.child(0)?.text ?? node.type;
    default:
      return withoutComments(node);
  }
}

function withoutComments(node: Node): string {
  return tokensOf(node)
    .map((token) => token.node.text)
    .join(' ')
    .replaceAll(' . ', '.');
}

function only(node: Node): string {
  const [child] = node.namedChildren.filter((candidate) => candidate.type !== 'comment');
  return child === undefined ? node.text : nameOf(child);
}

/** `self.conv2 = ...` is `conv2`; `x = self.dropout(x)` is named by what it does to `x`. */
function assignmentName(node: Node): string {
  const left = node.childForFieldName('left');
  const right = node.childForFieldName('right');
  if (left === null) return node.text;
  const inPlace = right?.childForFieldName('arguments')?.namedChildren.some((argument) => argument.text === left.text);
  if (right?.type === 'call' && inPlace === true) return calleeName(right);
  return left.type === 'subscript' || left.type === 'attribute' ? nameOf(left) : left.text;
}

/** `loss += beta * kld` is named by what is added; a number says nothing: `lr *= 0.5` is `lr`. */
function augmentedName(node: Node): string {
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
  if (left === null || right === null) return node.text;
  return /^[-+\d.]/u.test(right.text) && right.namedChildCount <= 1 ? nameOf(left) : nameOf(right);
}

function calleeName(call: Node): string {
  const callee = call.childForFieldName('function');
  if (callee?.type !== 'attribute') return (callee?.text ?? call.text).toLowerCase();
  const method = callee.childForFieldName('attribute')?.text ?? '';
  const object = callee.childForFieldName('object');
  if (!BARE_METHODS.has(method) || object === null) return method.toLowerCase();
  return `${object.type === 'attribute' || object.type === 'identifier' ? nameOf(object) : ''}.${method}`;
}

function conditionName(condition: Node | null): string {
  return condition === null ? 'if' : condition.type === 'attribute' ? nameOf(condition) : condition.text;
}

function keyName(key: Node | null): string {
  return key === null ? '' : key.type === 'string' ? stringValue(key) : key.text;
}

function stringValue(node: Node | null): string {
  return node?.namedChildren.find((child) => child.type === 'string_content')?.text ?? 'string';
}
