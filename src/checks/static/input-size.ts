import { unreachable } from '../../core/unreachable.js';
import { calleeName } from '../syntax/callee.js';
import type { Difference } from '../syntax/difference.js';
import { formOf } from '../syntax/name-key.js';
import {
  childIn,
  covers,
  isBlock,
  statementAround,
  syntaxAround,
  syntaxWithin,
  type Syntax,
} from '../syntax/plain-syntax.js';
import type { Comparison } from './comparison.js';
import { INPUT_SIZE_KEYWORDS, RESHAPING, SIZED_BY_INPUT, SIZED_BY_OUTPUT_TOO } from './known-callables.js';
import { parameterGiven } from './parameter-given.js';
import { isProtectedName } from './protected-names.js';

const SIZE_PARTS = new Set([
  'integer',
  'identifier',
  'attribute',
  'binary_operator',
  'unary_operator',
  'subscript',
  '+',
  '-',
  '*',
  '//',
  '**',
  'call',
  'argument_list',
  'slice',
  'tuple',
  'list',
  'keyword_argument',
]);

/** Whether a difference only adapts the size of something's input, or the numbers of a reshape. */
export function isInputSize(comparison: Comparison, difference: Difference): boolean {
  switch (difference.kind) {
    case 'replaced':
      return isSizeExpression(difference.variant) && isSizePlace(comparison, difference.base, 0);
    case 'deleted':
      return isSizeExpression(difference.base) && isFactorOfSize(comparison, difference.base);
    case 'inserted':
      return (
        isSizeExpression(difference.variant) &&
        difference.into.type === 'binary_operator' &&
        isSizePlace(comparison, difference.into, 0)
      );
    case 'unwrapped':
    case 'wrapped':
      return false;
    default:
      return unreachable(difference);
  }
}

function isFactorOfSize(comparison: Comparison, base: Syntax): boolean {
  return base.parent?.type === 'binary_operator' && isSizePlace(comparison, base, 0);
}

function isSizeExpression(node: Syntax): boolean {
  return [...syntaxWithin(node)].every((part) => {
    if (part.type === 'call') return ['len', 'int', 'sum', 'max'].includes(calleeName(part) ?? '');
    return SIZE_PARTS.has(part.type) || part.parent?.type === 'attribute';
  });
}

/** An expression that says how large an input is: by the call it is given to, or by all uses of the name it is given. */
function isSizePlace(comparison: Comparison, node: Syntax, depth: number): boolean {
  for (const outer of syntaxAround(node)) {
    if (outer.parent?.type === 'argument_list') return isSizeArgument(comparison, outer, depth);
    if (outer.parent !== undefined && isBlock(outer.parent.type)) break;
    if (outer.parent?.type === 'parameters') return depth < 3 && allReadsAreSizes(comparison, outer, depth);
  }
  const statement = statementAround(node);
  const value = statement.type === 'assignment' ? childIn(statement, 'right') : undefined;
  return value !== undefined && covers(value, node) && depth < 3 && allReadsAreSizes(comparison, statement, depth);
}

function allReadsAreSizes(comparison: Comparison, binding: Syntax, depth: number): boolean {
  const keys = [...comparison.baseNames.boundIn(binding)];
  const reads = keys.flatMap((key) => comparison.baseNames.placesOf(key).reads);
  return (
    reads.length > 0 &&
    !keys.some((key) => isProtectedName(formOf(key).name)) &&
    reads.every((read) => isSizePlace(comparison, read, depth + 1))
  );
}

function isSizeArgument(comparison: Comparison, argument: Syntax, depth: number): boolean {
  const call = argument.parent?.parent;
  if (call?.type !== 'call') return false;
  const name = calleeName(call) ?? '';
  if (RESHAPING.test(name)) return true;
  const keyword = argument.type === 'keyword_argument' ? (childIn(argument, 'name')?.canonical ?? '') : undefined;
  const given = childIn(call, 'arguments')?.children ?? [];
  const position = given.findIndex((child) => child.start === argument.start);
  if (SIZED_BY_INPUT.test(name)) {
    if (keyword === undefined && SIZED_BY_OUTPUT_TOO.test(name) && !isOutputSize(given[1])) return false;
    return keyword === undefined ? position === (name === 'GroupNorm' ? 1 : 0) : INPUT_SIZE_KEYWORDS.test(keyword);
  }
  if (depth >= 3) return false;
  const parameter = parameterGiven(comparison, argument);
  return parameter !== undefined && allReadsAreSizes(comparison, parameter, depth);
}

/** What a layer is given behind the size of its input. */
function isOutputSize(argument: Syntax | undefined): boolean {
  if (argument?.type !== 'keyword_argument') return argument !== undefined && argument.type !== 'string';
  return /^(?:out|hidden)/.test(childIn(argument, 'name')?.canonical ?? '');
}
