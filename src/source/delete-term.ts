import { oneLine } from './one-line.js';
import type { Edit } from '../core/edit.js';
import { failure, success, type Result } from '../core/result.js';
import { isCoefficient, isModulator } from './coefficient-names.js';
import { chainOf, type Chain } from './operand-chain.js';
import type { PythonFile } from './python-file.js';
import type { Node } from './python-parser.js';
import { lineEndAfter, lineEndsWith, lineStartBefore, lineStartsWith } from './text-lines.js';

/**
 * Edits that delete terms of sums, factors of products and conditions joined by `and`, computed jointly:
 * the value becomes that of the sum or product without them. Fails, in words, where nothing meaningful
 * would be left.
 */
export function deleteTerms(file: PythonFile, terms: readonly Node[]): Result<Edit[], string> {
  const byRoot = new Map<number, { chain: Chain; deleted: Set<number> }>();
  for (const term of terms) {
    const found = chainOf(term);
    if (!found.ok) return found;
    const group = byRoot.get(found.value.chain.root.id) ?? { chain: found.value.chain, deleted: new Set() };
    group.deleted.add(found.value.index);
    byRoot.set(found.value.chain.root.id, group);
  }
  const edits: Edit[] = [];
  for (const { chain, deleted } of byRoot.values()) {
    const result = deleteFromChain(file, chain, deleted);
    if (!result.ok) return result;
    edits.push(...result.value);
  }
  return success(edits);
}

function deleteFromChain(file: PythonFile, chain: Chain, deleted: ReadonlySet<number>): Result<Edit[], string> {
  const kept = chain.operands.filter((_, index) => !deleted.has(index));
  const left = kept.map(({ node }) => node.text).join(', ');
  if (kept.length === 0) return failure('nothing would be left of the expression');
  if (chain.kind === 'product' && chain.operands.some(({ node }, index) => deleted.has(index) && isNegative(node))) {
    return failure('without its sign the whole product would turn around; say replace=');
  }
  const isLeft = chain.kind === 'product' ? isModulator : isCoefficient;
  if (chain.kind !== 'condition' && kept.every(({ node }) => isLeft(node))) {
    return failure(`only \`${left}\` would be left of \`${oneLine(chain.root.text)}\`; name the whole term with term=`);
  }
  const edits: Edit[] = [];
  for (const [index, operand] of chain.operands.entries()) {
    if (!deleted.has(index)) continue;
    const isLeading = chain.operands.slice(0, index).every((_, earlier) => deleted.has(earlier));
    if (!isLeading) edits.push(deleteWithOperatorBefore(file, operand, chain.operands[index - 1]));
    else if (index === 0) {
      const result = deleteLeading(file, chain, deleted);
      if (!result.ok) return result;
      edits.push(...result.value);
    }
  }
  return success(edits);
}

interface Operand {
  readonly node: Node;
  readonly operator?: Node;
}

/** `+ beta * kld`, with its line where it has one of its own. */
function deleteWithOperatorBefore(file: PythonFile, operand: Operand, previous: Operand | undefined): Edit {
  const { text, path } = file;
  const start = operand.operator?.startIndex ?? operand.node.startIndex;
  const end = operand.node.endIndex;
  const between = text.slice(previous?.node.endIndex ?? start, start);
  if (lineStartsWith(text, start) && lineEndsWith(text, end) && !between.includes('\\')) {
    return { file: path, start: lineStartBefore(text, start), end: lineEndAfter(text, end), text: '' };
  }
  const spaces = between.includes('\\') ? between.length : (/[ \t]*$/.exec(between)?.[0].length ?? 0);
  return { file: path, start: start - spaces, end, text: '' };
}

/** The first operands go together; the sign of the first kept one stays. */
function deleteLeading(file: PythonFile, chain: Chain, deleted: ReadonlySet<number>): Result<Edit[], string> {
  const { text, path } = file;
  const keptIndex = chain.operands.findIndex((_, index) => !deleted.has(index));
  const [first, last, kept] = [chain.operands[0], chain.operands[keptIndex - 1], chain.operands[keptIndex]];
  if (first === undefined || last === undefined || kept?.operator === undefined) return success([]);
  const { operator } = kept;
  if (operator.type === '/') return failure('it is what gets divided: without it there is nothing to divide');
  const shaping = chain.operands.slice(0, keptIndex).find(({ node }) => !isModulator(node));
  if (operator.type === '*' && shaping !== undefined) {
    return failure(
      `\`${oneLine(shaping.node.text)}\` stands first in the product and may give it its shape; say replace=`,
    );
  }
  if (operator.type === '-' && isUnsafeBehindMinus(kept.node)) {
    return failure(`the sign in front of \`${oneLine(kept.node.text)}\` would bind differently without it`);
  }
  const start = first.node.startIndex;
  const cut = (from: number, to: number, replacement: string): Edit => ({
    file: path,
    start: from,
    end: to,
    text: replacement,
  });
  const isOneLine = kept.node.startPosition.row === last.node.endPosition.row;
  if (isOneLine) return success([cut(start, kept.node.startIndex, operator.type === '-' ? '-' : '')]);
  const ownLines = lineStartsWith(text, start) && lineEndsWith(text, last.node.endIndex);
  const operands = ownLines
    ? cut(lineStartBefore(text, start), lineEndAfter(text, last.node.endIndex), '')
    : cut(start, last.node.endIndex, '');
  if (operator.type === '-') return success([operands]);
  const behind = /^[ \t]*/.exec(text.slice(operator.endIndex))?.[0].length ?? 0;
  return success([operands, cut(operator.startIndex, operator.endIndex + behind, '')]);
}

/** `-0.5`, `(-x)`. */
function isNegative(node: Node): boolean {
  const inner = node.type === 'parenthesized_expression' ? node.namedChildren.find((child) => !child.isExtra) : node;
  return inner?.text.startsWith('-') ?? false;
}

/** `-a // b` is not `-(a // b)`. */
function isUnsafeBehindMinus(node: Node): boolean {
  const operator = node.type === 'binary_operator' ? node.childForFieldName('operator')?.type : undefined;
  if (operator === undefined || operator === '**') return false;
  const left = node.childForFieldName('left');
  return (operator !== '*' && operator !== '/') || (left !== null && isUnsafeBehindMinus(left));
}
