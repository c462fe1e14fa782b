import { getStaticTOMLValue, ParseError, parseTOML, type AST } from 'toml-eslint-parser';
import { failure, success, type Result } from '../../core/result.js';
import type { ConfigEntry, ConfigSyntaxError, ParsedConfig } from './config-entry.js';

type Path = readonly (string | number)[];

/** TOML 1.0. */
export function parseTomlConfig(text: string): Result<ParsedConfig, ConfigSyntaxError> {
  try {
    const program = parseTOML(text);
    const entries: ConfigEntry[] = [];
    for (const part of program.body[0].body) collectPart(part, [], entries);
    const comments = program.comments.map((comment) => ({ text: `#${comment.value}`, start: comment.range[0] }));
    return success({ entries, values: getStaticTOMLValue(program), comments });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return failure({ message: error.message, offset: error.index });
  }
}

function collectPart(part: AST.TOMLKeyValue | AST.TOMLTable, path: Path, entries: ConfigEntry[]): void {
  if (part.type === 'TOMLTable') {
    for (const pair of part.body) collectPart(pair, part.resolvedKey, entries);
    return;
  }
  const keys = part.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value));
  add(part.value, [...path, ...keys], part.range[0], entries);
}

function add(node: AST.TOMLContentNode, path: Path, start: number, entries: ConfigEntry[]): void {
  const isScalar = node.type === 'TOMLValue';
  const value: unknown = isScalar ? node.value : undefined;
  const [valueStart, valueEnd] = node.range;
  entries.push({ path, start, valueStart, valueEnd, value, shape: isScalar ? 'scalar' : 'inline' });
  if (node.type === 'TOMLArray') {
    for (const [index, element] of node.elements.entries()) add(element, [...path, index], element.range[0], entries);
  } else if (node.type === 'TOMLInlineTable') {
    for (const pair of node.body) collectPart(pair, path, entries);
  }
}
