import { isAlias, isMap, isPair, isScalar, isSeq, Lexer, parseAllDocuments, type Node, type YAMLSeq } from 'yaml';
import { failure, success, type Result } from '../../core/result.js';
import type { ConfigComment, ConfigEntry, ConfigShape, ConfigSyntaxError, ParsedConfig } from './config-entry.js';

type Path = readonly (string | number)[];

/** YAML 1.2 with merge keys, one document. */
export function parseYamlConfig(text: string): Result<ParsedConfig, ConfigSyntaxError> {
  const documents = parseAllDocuments(text, { keepSourceTokens: true, merge: true });
  const [document] = Array.isArray(documents) ? documents : [];
  if (document === undefined) return success({ entries: [], values: null, comments: yamlComments(text) });
  if (documents.length > 1) {
    return failure({ message: 'it holds several YAML documents', offset: documents[1]?.range[0] ?? 0 });
  }
  const [error] = document.errors;
  if (error !== undefined) return failure({ message: error.message.split(' at line ')[0] ?? '', offset: error.pos[0] });
  const entries: ConfigEntry[] = [];
  collect(document.contents, [], entries);
  return success({ entries, values: document.toJS() as unknown, comments: yamlComments(text) });
}

function collect(node: Node | null, path: Path, entries: ConfigEntry[]): void {
  if (isMap(node)) {
    for (const pair of node.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const value = pair.value as Node | null;
      add(value, [...path, String(pair.key.value)], pair.key.range?.[0], entries);
    }
  } else if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const value = item as Node | null;
      add(value, [...path, index], dashOf(node, index) ?? value?.range?.[0], entries);
    }
  }
}

function add(node: Node | null, path: Path, start: number | undefined, entries: ConfigEntry[]): void {
  const range = node?.range;
  if (node === null || range === undefined || range === null || start === undefined) return;
  const value: unknown = isScalar(node) ? node.value : undefined;
  entries.push({ path, start, valueStart: range[0], valueEnd: range[1], value, shape: shapeOf(node) });
  collect(node, path, entries);
}

function shapeOf(node: Node): ConfigShape {
  if (isScalar(node)) return node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED' ? 'block' : 'scalar';
  if (isAlias(node)) return 'scalar';
  return (isMap(node) || isSeq(node)) && node.flow === true ? 'inline' : 'block';
}

function dashOf(sequence: YAMLSeq, index: number): number | undefined {
  const token = sequence.srcToken;
  if (token?.type !== 'block-seq') return undefined;
  return token.items[index]?.start.find(({ type }) => type === 'seq-item-ind')?.offset;
}

/** The lexer alone tells comments from `#` in text; its control characters are not in the source. */
function yamlComments(text: string): ConfigComment[] {
  const comments: ConfigComment[] = [];
  let offset = 0;
  let isText = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (/^[\u0002\u0018\u001f]$/.test(lexeme)) {
      isText = lexeme === '\u001f';
      continue;
    }
    if (lexeme.startsWith('#') && !isText) comments.push({ text: lexeme, start: offset });
    offset += lexeme.length;
    isText = false;
  }
  return comments;
}
