import { failure, success, type Result } from '../core/result.js';
import { locateInContinuation } from './locate-in-continuation.js';
import type { Node } from './python-parser.js';
import { holdsOnePieceOfOpenBracket, type MarkPosition } from './mark-position.js';
import { bodyOf, isStatement, isUnit, startOfLine } from './syntax-units.js';
import type { Token, TokenRows } from './token-rows.js';

/** What the mark of a row means: what begins there, what ends there, or the one piece it holds. */
export function locateInLine(rows: TokenRows, row: number, position: MarkPosition): Result<Node, string> {
  const tokens = rows.startingOn(row);
  const tail = rows.reachingInto(row);
  const [first] = tokens;
  const begun = first === undefined || tail !== undefined ? undefined : startOfLine(first.node);
  if (begun !== undefined) return wholeOf(begun, tokens, row, position);
  if (tokens.every(isClosing)) return endingAt(tokens.findLast(isBracket) ?? tail);
  const header = tokens.at(-1);
  if (header?.type === ':' && header.node.parent !== null && bodyOf(header.node.parent) !== undefined) {
    return headerEnd(header.node.parent, tokens);
  }
  if (tail !== undefined) return failure(IN_THE_MIDDLE);
  return locateInContinuation(tokens, row, position);
}

const IN_THE_MIDDLE =
  'This line is in the middle of a longer expression; put the mark where the statement or the element begins, or name the part with term=.';

function wholeOf(begun: Node, tokens: readonly Token[], row: number, position: MarkPosition): Result<Node, string> {
  if (tokens.some((token) => token.type === ';' && token.node.parent?.id === begun.parent?.id)) {
    return failure(
      'This line holds several statements; put the one that is meant on its own line, or name it with term=.',
    );
  }
  const body = bodyOf(begun);
  if (/^(?:for|while|with|try)_statement$/.test(begun.type) && body?.startPosition.row === row) {
    return failure('This line holds a header and its body; put the body on its own line and mark what is meant.');
  }
  return position === 'trailing' && holdsOnePieceOfOpenBracket(tokens, row)
    ? failure(
        'This line begins a longer expression and holds one piece of it, so the mark could mean either. ' +
          'Put the mark alone on the line above for the whole, or name the piece with term=.',
      )
    : success(begun);
}

/** The outermost element or statement that ends with this token: the mark stands on its last line. */
function endingAt(last: Token | undefined): Result<Node, string> {
  let found: Node | undefined;
  for (let node: Node | null = last?.node ?? null; node !== null && node.endIndex === last?.end; node = node.parent) {
    if (isUnit(node) || isStatement(node)) found = node;
    if (isStatement(node)) break;
  }
  return found === undefined ? failure(IN_THE_MIDDLE) : success(found);
}

/** `) -> Tensor:` ends a header of several lines; with an element before it the mark could mean either. */
function headerEnd(compound: Node, tokens: readonly Token[]): Result<Node, string> {
  const arrow = tokens.findIndex((token) => token.type === '->');
  const before = tokens.slice(0, arrow === -1 ? -1 : arrow);
  return before.every(isClosing)
    ? success(compound)
    : failure(
        'This mark could mean the last element or the whole; put it alone on the line above what is meant, or use term=.',
      );
}

function isClosing(token: Token): boolean {
  return isBracket(token) || token.type === ',' || token.type === ';';
}

function isBracket(token: Token): boolean {
  return /^[)\]}]$/.test(token.type);
}
