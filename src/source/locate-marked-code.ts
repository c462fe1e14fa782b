import { failure, success, type Result } from '../core/result.js';
import { locateInLine } from './locate-in-line.js';
import { locateTerm } from './locate-term.js';
import type { Node } from './python-parser.js';
import { startOfLine } from './syntax-units.js';
import type { TokenRows } from './token-rows.js';

/** What a mark wants to point at. */
export type Wanted =
  | { readonly kind: 'code' }
  /** The whole construct, for `each`. */
  | { readonly kind: 'container' }
  /** This text, for `term=`. */
  | { readonly kind: 'term'; readonly text: string };

/**
 * The smallest syntax node a mark points at. A mark alone on its line means the next code line below,
 * else its own line. Where two readings are possible the failure says so; nothing is guessed.
 */
export function locateMarkedCode(rows: TokenRows, comment: Node, wanted: Wanted): Result<Node, string> {
  const ownRow = comment.startPosition.row;
  const isTrailing = rows.startingOn(ownRow).length > 0 || rows.reachingInto(ownRow) !== undefined;
  const row = isTrailing ? success(ownRow) : rowBelow(rows, comment);
  if (!row.ok) return row;
  if (wanted.kind === 'term') return locateTerm(rows, row.value, wanted.text);
  return locateInLine(rows, row.value, wanted.kind === 'container' || !isTrailing ? 'line' : 'trailing');
}

function rowBelow(rows: TokenRows, comment: Node): Result<number, string> {
  const next = rows.after(comment.endIndex);
  if (next === undefined) return failure('There is no code below this mark.');
  if (/^[)\]}]$/.test(next.type)) {
    return failure('No element follows this mark in its bracket; put it at the end of the line that is meant.');
  }
  const begins = startOfLine(next.node);
  if (begins !== undefined && next.node.startPosition.column < comment.startPosition.column) {
    return failure(
      'The block of this mark ends here; put it directly above, or at the end of, the line that is meant.',
    );
  }
  if (begins?.type === 'decorator' && begins.parent?.startIndex === begins.startIndex) {
    return failure(
      'This mark could mean the decorator or the whole definition; put it at the end of the line that is meant.',
    );
  }
  return success(next.startRow);
}
