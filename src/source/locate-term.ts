import { failure, success, type Result } from '../core/result.js';
import { parsePython, type Node } from './python-parser.js';
import { bodyOf, enclosingStatement, isUnit } from './syntax-units.js';
import { tokensOf, type Token, type TokenRows } from './token-rows.js';

const MAX_CANDIDATES = 6;

/**
 * The one node inside the marked statement that is written like `term`, white space aside. Of several,
 * the one on the marked row is meant, if it is the only one there. A header does not include its body.
 */
export function locateTerm(rows: TokenRows, row: number, term: string): Result<Node, string> {
  const tokens = statementTokens(rows, row);
  const wanted = tokenTexts(term);
  const matches: Node[] = [];
  for (const [index, token] of tokens.entries()) {
    const last = tokens[index + wanted.length - 1];
    if (last === undefined || wanted.length === 0) break;
    if (!wanted.every((text, offset) => tokens[index + offset]?.node.text === text)) continue;
    const node = nodeSpanning(token, last);
    if (node !== undefined) matches.push(node);
  }
  const onRow = matches.filter((node) => node.startPosition.row === row);
  const [match] = matches.length === 1 ? matches : onRow;
  if (match === undefined || (matches.length > 1 && onRow.length > 1)) {
    const what =
      matches.length === 0 ? 'is not a complete part of the marked statement' : 'stands there more than once';
    return failure(`term=${term} ${what}.${candidates(tokens)}`);
  }
  return success(match);
}

function tokenTexts(term: string): string[] {
  const tree = parsePython(term);
  const texts = tokensOf(tree.rootNode).map((token) => token.node.text);
  tree.delete();
  return texts;
}

function statementTokens(rows: TokenRows, row: number): Token[] {
  const tail = rows.reachingInto(row);
  const onRow = [...(tail === undefined ? [] : [tail]), ...rows.startingOn(row)];
  const statements = new Map<number, Node>();
  for (const token of onRow) {
    const statement = enclosingStatement(token.node);
    if (statement !== undefined) statements.set(statement.id, statement);
  }
  const spans = [...statements.values()].map((statement) => {
    const body = bodyOf(statement.childForFieldName('definition') ?? statement);
    return [statement.startIndex, body?.startIndex ?? statement.endIndex] as const;
  });
  return rows.around(row).filter((token) => spans.some(([start, end]) => token.start >= start && token.end <= end));
}

function nodeSpanning(first: Token, last: Token): Node | undefined {
  for (let node: Node | null = first.node; node !== null; node = node.parent) {
    if (node.startIndex !== first.start || node.endIndex > last.end) return undefined;
    if (node.endIndex === last.end && node.isNamed) return node;
  }
  return undefined;
}

function candidates(tokens: readonly Token[]): string {
  const texts = new Set<string>();
  for (const token of tokens) {
    for (let node: Node | null = token.node; node?.startIndex === token.start; node = node.parent) {
      if (isUnit(node) && node.text.length <= 50 && !node.text.includes('\n')) texts.add(node.text);
    }
  }
  const some = [...texts].slice(0, MAX_CANDIDATES);
  return some.length === 0 ? '' : ` Parts that can be named: ${some.map((text) => `"${text}"`).join(', ')}.`;
}
