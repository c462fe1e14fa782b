import { oneLine } from '../source/one-line.js';
import type { PythonFile } from '../source/python-file.js';
import type { Node } from '../source/python-parser.js';
import { calleeName } from './callee-name.js';
import { isCounted, isJoined } from './counted-names.js';

const SIZES_AND_POSITIONS =
  /(^|\.)(range|arange|linspace|int|view|reshape|zeros|ones|empty|full|rand|randn|randint|expand|repeat|tile|split|chunk|narrow|unfold|pad|interpolate|round|str|min|max|slice|islice|sleep|display|format|join)$/;

/**
 * Why a number in an expression is no term that a method has or has not: a position, a size, a count, a
 * guard of what stands beside it. Undefined where it may be one.
 */
export function objectionToTermContext(file: PythonFile, term: Node, operands: readonly Node[]): string | undefined {
  if (term.type === 'integer')
    return `\`${term.text}\` may be an offset or a count; say what to put there with replace=`;
  const counted = operands.find(isCounted);
  if (counted !== undefined) {
    return `\`${oneLine(counted.text)}\` looks like a count, a size, a position or a time, so the expression is not about the method`;
  }
  const turned = operands.find((operand) => /\.(mT|T|t\(\)|(transpose|permute)\([^()]*\))$/.test(operand.text));
  if (turned !== undefined || (operands[0] && /\bunsqueeze\([^()]*\)$|\bNone\]$/.test(operands[0].text))) {
    return 'operands of different shapes are combined here, so the result would have another shape without one';
  }
  if (operands.some(isJoined)) return 'it is joined with text or a list';
  return sizeAround(file, term);
}

/** Why a condition joined by `and` can't go: what stands beside it needs it, or it is about the machine. */
export function objectionToCondition(term: Node): string | undefined {
  const flag = term.type === 'not_operator' ? term.childForFieldName('argument') : term;
  if (flag?.type !== 'identifier' && flag?.type !== 'attribute') {
    return `\`${oneLine(term.text)}\` may guard what stands beside it; say what to put there with replace=`;
  }
  return /(^|[._])(training|train|test|eval|is_train\w*|rank|distributed|dist|device|cuda|gpu|mps|no_cuda|no_accel|no_mps|accel\w*|verbose|debug|save\w*|log\w*|dry_run)$/i.test(
    flag.text,
  )
    ? `\`${flag.text}\` says how and when the script runs, not what its method is`
    : undefined;
}

/** The index, size or layer width that a term is part of. */
function sizeAround(file: PythonFile, term: Node): string | undefined {
  let inner = term;
  for (let outer = term.parent; outer !== null && !/statement$|^block$/.test(outer.type); outer = outer.parent) {
    if (outer.type === 'slice') return 'it is part of a position';
    if (outer.type === 'comparison_operator') return 'it is part of a comparison, not of a value';
    if (outer.type === 'subscript' && outer.childForFieldName('value')?.id !== inner.id)
      return 'it is part of a position';
    if (outer.type === 'argument_list' && outer.parent?.type === 'call') {
      const callee = outer.parent.childForFieldName('function')?.text ?? '';
      const isLayer = /^(torch\.nn|keras\.layers)\.[A-Z]/.test(calleeName(file, outer.parent) ?? '');
      if (isLayer || SIZES_AND_POSITIONS.test(callee))
        return `it is part of an argument of \`${callee}\`, which may be a size`;
    }
    inner = outer;
  }
  return undefined;
}
