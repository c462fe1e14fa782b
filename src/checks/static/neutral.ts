import { isLiteral } from './component-parts.js';
import { calleeName } from '../syntax/callee.js';
import type { Syntax } from '../syntax/plain-syntax.js';
import { copied } from '../syntax/copied.js';
import { childIn, syntaxWithin } from '../syntax/plain-syntax.js';
import { NEUTRAL_CALLS, PARAMETER_FREE, SHAPE_ONLY } from './known-callables.js';

/** What stands where the component stood. */
export type Replacement =
  /** Nothing, or something that does nothing. */
  | { readonly kind: 'neutral' }
  /** Only what the marked code was made of, or took in. */
  | { readonly kind: 'part-of-it' }
  /** Reductions and reshapes: something must stand there for the rest to work. */
  | { readonly kind: 'shape-only'; readonly calls: readonly string[] }
  /** The marked code, whole, in other surroundings: scaled, or conditional. */
  | { readonly kind: 'still-there' }
  /** The same callable with other arguments, or another number. */
  | { readonly kind: 'other-settings' }
  | { readonly kind: 'something-else'; readonly calls: readonly string[] };

const LIBRARIES = new Set(['torch', 'np', 'numpy', 'F', 'nn']);

const NOTHING = new Set(
  `0 0.0 None False '' 'none' 'None' 'identity' 'passthrough' 'drop' 'uniform' 'constant' list() tuple() dictionary()
  set() 1 1.0 tuple(1 1)`.split(/\s+(?![^(]*\))/),
);

/** Judges what a variant has in place of a piece of the baseline. */
export function judgeReplacement(base: Syntax, by: Syntax): Replacement {
  if (contains(by, base.canonical)) return { kind: 'still-there' };
  if (isNothing(by)) return { kind: 'neutral' };
  const own = new Set([...syntaxWithin(base)].map((part) => part.canonical));
  if (own.has(copied(by)?.canonical ?? '')) return { kind: 'part-of-it' };
  const calls = callsIn(by).filter((call) => !own.has(calleeOf(call)) || call === by);
  if (by.type === 'call' && base.type === 'call' && calleeOf(by) === calleeOf(base)) {
    return isSwitchedOff(by) ? { kind: 'neutral' } : { kind: 'other-settings' };
  }
  if (
    base.type === 'call' &&
    !SHAPE_ONLY.test(calleeName(base) ?? '') &&
    callsIn(by).some((call) => calleeOf(call) === calleeOf(base))
  ) {
    return { kind: 'other-settings' };
  }
  const names = calls.map((call) => calleeName(call) ?? call.text);
  const added = calls.filter((call) => !own.has(call.canonical)).map((call) => calleeName(call) ?? call.text);
  if (added.length === 0 && isMadeOf(by, own)) return { kind: 'part-of-it' };
  if (isPlainValue(by)) return { kind: 'other-settings' };
  const isOfItsOwn = [...syntaxWithin(by)].every(
    (part) =>
      part.type !== 'identifier' ||
      part.field === 'attribute' ||
      part.field === 'name' ||
      own.has(part.canonical) ||
      LIBRARIES.has(part.canonical),
  );
  if (isOfItsOwn && added.every((name) => SHAPE_ONLY.test(name)) && !isShuffled(by, added)) {
    return added.length === 0 ? { kind: 'something-else', calls: [] } : { kind: 'shape-only', calls: added };
  }
  return { kind: 'something-else', calls: names };
}

/** One value for all, `x[:1].expand_as(x)`, or values put in other places, `x.transpose(0, 1).reshape(...)`. */
function isShuffled(node: Syntax, calls: readonly string[]): boolean {
  const has = (names: RegExp): boolean => calls.some((name) => names.test(name));
  const isPart = [...syntaxWithin(node)].some(({ type }) => type === 'subscript');
  const isReversed = [...syntaxWithin(node)].some(({ type, text }) => type === 'slice' && /-\s*1$/.test(text));
  return (
    isReversed ||
    (has(/^(?:expand|expand_as|repeat|view_as)$/) && (isPart || has(/^(?:mean|sum|max|min|amax|amin|average)$/))) ||
    (has(/^(?:transpose|permute|t)$/) && has(/^(?:view|reshape|flatten|view_as)$/))
  );
}

function isNothing(node: Syntax): boolean {
  if (NOTHING.has(node.canonical)) return true;
  if (node.type === 'unary_operator') return node.children.some(({ canonical }) => /^0(?:\.0)?$/.test(canonical));
  if (node.type === 'lambda') return isIdentityLambda(node);
  if (node.type === 'identifier') return false;
  if (node.type !== 'call') return false;
  const name = calleeName(node) ?? '';
  const args = node.children.find((child) => child.field === 'arguments')?.children ?? [];
  if (NEUTRAL_CALLS.test(name)) return true;
  if (name === 'Sequential' || name === 'ModuleList' || name === 'list') return args.length === 0;
  if (name === 'tensor' || name === 'as_tensor' || name === 'float')
    return args[0] !== undefined && isNumberOfNothing(args[0]);
  return PARAMETER_FREE.test(name) && isSwitchedOff(node);
}

function isNumberOfNothing(node: Syntax): boolean {
  return ['0', '0.0', "'inf'", "'-inf'"].includes(node.canonical);
}

function isIdentityLambda(node: Syntax): boolean {
  const [parameters, body] = node.children.filter((child) => child.type !== 'lambda');
  return body !== undefined && parameters?.children[0]?.canonical === body.canonical;
}

/** `Dropout(0.0)`, `Dropout(p=0)`: every number given is zero. */
function isSwitchedOff(call: Syntax): boolean {
  const args = call.children.find((child) => child.field === 'arguments')?.children ?? [];
  const values = args.flatMap((argument) => {
    const name = childIn(argument, 'name')?.canonical;
    return name === 'inplace' ? [] : [childIn(argument, 'value') ?? argument];
  });
  const areZero = values.length > 0 && values.every(({ canonical }) => Number(canonical) === 0);
  return /Drop|Random/.test(calleeName(call) ?? '') && areZero;
}

function isMadeOf(node: Syntax, own: ReadonlySet<string>): boolean {
  return [...syntaxWithin(node)].every((part) => part.children.length > 0 || own.has(part.canonical));
}

/** A literal, or a container of what may be some. */
function isPlainValue(node: Syntax): boolean {
  return isLiteral(node) || ['unary_operator', 'list', 'tuple', 'dictionary'].includes(node.type);
}

function contains(node: Syntax, canonical: string): boolean {
  return [...syntaxWithin(node)].some(
    (part) => part.canonical === canonical && part.field !== 'attribute' && part.field !== 'name',
  );
}

function callsIn(node: Syntax): Syntax[] {
  return [...syntaxWithin(node)].filter((part) => part.type === 'call');
}

function calleeOf(call: Syntax): string {
  return call.children.find((child) => child.field === 'function')?.canonical ?? '';
}
