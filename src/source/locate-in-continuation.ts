import { failure, success, type Result } from '../core/result.js';
import { holdsOnePieceOfOpenBracket, type MarkPosition } from './mark-position.js';
import type { Node } from './python-parser.js';
import { isUnit, wholeChain } from './syntax-units.js';
import type { Token } from './token-rows.js';

const AMBIGUOUS_END =
  'The end of this line closes a longer expression, so the mark could mean the last piece or the whole. ' +
  'Put the mark alone on the line above the piece that is meant, or name it with term=.';
const SEVERAL =
  'This line holds more than one element, or only a part of one; put the one that is meant on its own line, or name it with term=.';
const PART_OR_WHOLE =
  'This line holds a part of a longer element, so the mark could mean the part or the whole; name what is meant with term=.';

/** The one element, argument or operand that a line inside a longer expression holds. */
export function locateInContinuation(
  tokens: readonly Token[],
  row: number,
  position: MarkPosition,
): Result<Node, string> {
  let core = tokens.filter((token, index) => index < tokens.length - 1 || !/^[,;]$/.test(token.type));
  while (core.length > 0 && closesEarlier(core.at(-1), row)) {
    if (position === 'trailing') return failure(AMBIGUOUS_END);
    core = core.slice(0, -1);
    if (core.at(-1)?.type === ',') core = core.slice(0, -1);
  }
  const leading = isOperator(core[0]) ? core[0] : undefined;
  if (leading !== undefined) core = core.slice(1);
  const trailing = isOperator(core.at(-1)) ? core.at(-1) : undefined;
  if (trailing !== undefined) core = core.slice(0, -1);
  const [first] = core;
  const last = core.at(-1);
  if (first === undefined || last === undefined || closesEarlier(first, row)) return failure(SEVERAL);
  const exact = unitSpanning(first.node, first.start, last.end);
  if (exact !== undefined) return exactly(exact, leading, trailing);
  const longer = longerUnit(first, last);
  if (longer === undefined) return failure(SEVERAL);
  if (leading !== undefined && !isOperandOf(leading, longer)) return failure(PART_OR_WHOLE);
  if (position === 'trailing' && holdsOnePieceOfOpenBracket(tokens, row)) return failure(PART_OR_WHOLE);
  return success(longer);
}

function exactly(exact: Node, leading: Token | undefined, trailing: Token | undefined): Result<Node, string> {
  for (const operator of [leading, trailing]) {
    if (operator !== undefined && !isOperandOf(operator, exact)) return failure(PART_OR_WHOLE);
  }
  const whole = wholeChain(exact);
  const isEdge = whole.startIndex === exact.startIndex || whole.endIndex === exact.endIndex;
  const isOwnUnit = isUnit(whole) && whole.parent?.type !== 'parenthesized_expression';
  if (leading === undefined && whole.id !== exact.id && isEdge && isOwnUnit) return failure(PART_OR_WHOLE);
  return success(exact);
}

/** A unit with exactly this span, searched upward from the first token. */
function unitSpanning(first: Node, start: number, end: number): Node | undefined {
  for (let node: Node | null = first; node !== null; node = node.parent) {
    if (node.startIndex < start || node.endIndex > end) return undefined;
    if (node.endIndex === end && isUnit(node)) return node;
  }
  return undefined;
}

/** The smallest unit that begins with the line and goes on below it. */
function longerUnit(first: Token, last: Token): Node | undefined {
  for (let node: Node | null = first.node; node?.startIndex === first.start; node = node.parent) {
    if (isUnit(node) && node.endIndex > last.end) return node;
  }
  return undefined;
}

/** Whether the operand next to the operator is this node; `b` is an operand of the second `+` in `a + b + c`. */
function isOperandOf(operator: Token, node: Node): boolean {
  const operation = operator.node.parent;
  const left = operation?.childForFieldName('left');
  const neighbours = [operation?.childForFieldName('right'), left, left?.childForFieldName('right')];
  return neighbours.some((operand) => operand?.startIndex === node.startIndex && operand.endIndex === node.endIndex);
}

function isOperator(token: Token | undefined): boolean {
  const parent = token?.node.parent;
  return (
    parent?.childForFieldName('operator')?.id === token?.node.id &&
    /^(?:binary|boolean)_operator$/.test(parent?.type ?? '')
  );
}

function closesEarlier(token: Token | undefined, row: number): boolean {
  return token !== undefined && /^[)\]}]$/.test(token.type) && (token.node.parent?.startPosition.row ?? row) < row;
}
