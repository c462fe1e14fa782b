import { parse, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { failure, success, type Result } from '../../core/result.js';
import type { ConfigEntry, ConfigSyntaxError, ParsedConfig } from './config-entry.js';

type Path = readonly (string | number)[];

/** JSON; comments and trailing commas are allowed, as some readers allow them, but hold no marks. */
export function parseJsonConfig(text: string): Result<ParsedConfig, ConfigSyntaxError> {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error !== undefined || tree === undefined) {
    const message = error === undefined ? 'it is empty' : printParseErrorCode(error.error);
    return failure({ message, offset: error?.offset ?? 0 });
  }
  const entries: ConfigEntry[] = [];
  collect(tree, [], entries);
  return success({ entries, values: parse(text, [], { allowTrailingComma: true }) as unknown, comments: [] });
}

function collect(node: Node, path: Path, entries: ConfigEntry[]): void {
  for (const [index, child] of (node.children ?? []).entries()) {
    const key = node.type === 'object' ? child.children?.[0] : undefined;
    const value = node.type === 'object' ? child.children?.[1] : child;
    if (value === undefined) continue;
    const isScalar = value.type !== 'object' && value.type !== 'array';
    const childPath = [...path, key === undefined ? index : String(key.value)];
    entries.push({
      path: childPath,
      start: child.offset,
      valueStart: value.offset,
      valueEnd: value.offset + value.length,
      value: isScalar ? (value.value as unknown) : undefined,
      shape: isScalar ? 'scalar' : 'inline',
    });
    collect(value, childPath, entries);
  }
}
