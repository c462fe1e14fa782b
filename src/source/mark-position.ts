import { ELEMENT_CONTAINERS } from './syntax-units.js';
import type { Token } from './token-rows.js';

/**
 * `trailing`: the mark ends the line, so it could mean the line's last piece. `line`: it stands above,
 * or asks for the whole construct, so it means what begins on the line.
 */
export type MarkPosition = 'trailing' | 'line';

/** Whether exactly one piece follows the innermost bracket that the row opens and does not close. */
export function holdsOnePieceOfOpenBracket(tokens: readonly Token[], row: number): boolean {
  const open = tokens.findLast(({ type, node }) => /^[([{]$/.test(type) && (node.parent?.endPosition.row ?? row) > row);
  const container = open?.node.parent;
  if (open === undefined || container === undefined || container === null) return false;
  if (!ELEMENT_CONTAINERS.has(container.type) && container.type !== 'parenthesized_expression') return false;
  const inside = tokens.filter((token) => token.start >= open.end);
  const commas = inside.filter((token) => token.type === ',' && token.node.parent?.id === container.id);
  const pieces = commas.length + (inside.at(-1)?.type === ',' ? 0 : 1);
  return inside.length > 0 && pieces === 1;
}
