import { findNodeAtLocation, parseTree, type JSONPath, type Node as JsonNode } from 'jsonc-parser';
import { parseTOML, traverseNodes, type AST } from 'toml-eslint-parser';
import { isMap, isScalar, parseDocument, visit } from 'yaml';
import { unreachable } from '../../core/unreachable.js';
import type { ConfigFile } from '../project.js';

/** The value of a key in a configuration file, where it is an integer or nothing. */
export interface ConfigValue {
  /** Dotted: `train.seed`. */
  readonly key: string;
  /** Absent where the file says `null`. */
  readonly value?: number;
  readonly start: number;
  readonly end: number;
}

/** Every integer (or null) under a key of this name, at any depth. A file that does not parse has none. */
export function configValues(file: ConfigFile, name: string): ConfigValue[] {
  switch (file.format) {
    case 'yaml':
      return yamlValues(file.text, name);
    case 'json':
      return jsonValues(file.text, name);
    case 'toml':
      return tomlValues(file.text, name);
    default:
      return unreachable(file.format);
  }
}

function yamlValues(text: string, name: string): ConfigValue[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) return [];
  const found: ConfigValue[] = [];
  visit(document, {
    Pair(_, pair, path) {
      if (!isScalar(pair.key) || pair.key.value !== name || !isScalar(pair.value)) return;
      const { value, range } = pair.value;
      const keys = path.flatMap((step) => ('key' in step && isScalar(step.key) ? [String(step.key.value)] : []));
      const inList = path.some((step) => 'items' in step && !isMap(step));
      if (range && !inList) found.push(...entry([...keys, name], value, range[0], range[1]));
    },
  });
  return found;
}

function jsonValues(text: string, name: string): ConfigValue[] {
  const errors: { error: number; offset: number; length: number }[] = [];
  const root = parseTree(text, errors);
  if (root === undefined || errors.length > 0) return [];
  const paths: JSONPath[] = [];
  collectPaths(root, [], name, paths);
  return paths.flatMap((path) => {
    const node = findNodeAtLocation(root, path);
    return node === undefined ? [] : entry(path.map(String), node.value, node.offset, node.offset + node.length);
  });
}

function collectPaths(node: JsonNode, path: JSONPath, name: string, found: JSONPath[]): void {
  if (node.type !== 'object') return;
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined) continue;
    const here = [...path, String(key.value)];
    if (key.value === name) found.push(here);
    collectPaths(value, here, name, found);
  }
}

function tomlValues(text: string, name: string): ConfigValue[] {
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text);
  } catch {
    return [];
  }
  const found: ConfigValue[] = [];
  traverseNodes(program, {
    enterNode(node) {
      if (node.type !== 'TOMLKeyValue' || node.value.type !== 'TOMLValue') return;
      const keys = [...tableKeys(node.parent), ...keyNames(node.key)];
      if (keys.at(-1) === name) found.push(...entry(keys, node.value.value, node.value.range[0], node.value.range[1]));
    },
    leaveNode() {
      return;
    },
  });
  return found;
}

function tableKeys(parent: AST.TOMLNode | null): string[] {
  return parent?.type === 'TOMLTable' ? keyNames(parent.key) : [];
}

function keyNames(key: AST.TOMLKey): string[] {
  return key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
}

function entry(keys: readonly string[], value: unknown, start: number, end: number): ConfigValue[] {
  if (value === null) return [{ key: keys.join('.'), start, end }];
  const asNumber = typeof value === 'bigint' ? Number(value) : value;
  if (typeof asNumber !== 'number' || !Number.isSafeInteger(asNumber)) return [];
  return [{ key: keys.join('.'), value: asNumber, start, end }];
}
