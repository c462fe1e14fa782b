import { isDeepStrictEqual } from 'node:util';
import { applyEdits, type Edit } from '../../core/edit.js';
import { failure, success, type Result } from '../../core/result.js';
import type { ConfigFile } from '../project.js';
import { dottedPath, type ConfigEntry, type ParsedConfig } from './config-entry.js';
import { parseConfig } from './parse-config.js';

type Path = ConfigEntry['path'];

/** A value that a key gets: as data, or as it is to be written in the file. */
export type NewValue =
  { readonly kind: 'data'; readonly data: unknown } | { readonly kind: 'source'; readonly source: string };

/** The edit that sets a value and nothing else; the failure says, as the end of a sentence, why there is none. */
export function setValue(
  file: ConfigFile,
  parsed: ParsedConfig,
  entry: ConfigEntry,
  value: NewValue,
): Result<readonly Edit[], string> {
  const name = dottedPath(entry.path);
  if (entry.shape === 'block') return failure(`${name} spreads over several lines; set a key inside it instead`);
  const source = value.kind === 'source' ? value.source : written(value.data, entry, file);
  if (source === file.text.slice(entry.valueStart, entry.valueEnd)) {
    return failure(`${name} is ${source} already, so nothing would change`);
  }
  const data = value.kind === 'data' ? success(value.data) : readSource(file.format, value.source);
  if (!data.ok) return failure(`"${source}" is no ${file.format.toUpperCase()} value`);
  const space = entry.valueStart === entry.valueEnd ? ' ' : '';
  const edits = [{ file: file.path, start: entry.valueStart, end: entry.valueEnd, text: space + source }];
  return exactly(
    file,
    edits,
    withChange(parsed.values, entry.path, (holder, key) => (holder[key] = data.value)),
    name,
  );
}

/** The edit that removes an element of a sequence with its own lines. */
export function removeElement(
  file: ConfigFile,
  parsed: ParsedConfig,
  entry: ConfigEntry,
): Result<readonly Edit[], string> {
  const name = dottedPath(entry.path);
  const lineStart = file.text.lastIndexOf('\n', entry.start - 1) + 1;
  const valueEnd = entry.start + file.text.slice(entry.start, entry.valueEnd).trimEnd().length;
  const rest = /^[ \t]*,?[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/.exec(file.text.slice(valueEnd));
  if (file.text.slice(lineStart, entry.start).trim() !== '' || rest === null) {
    return failure(`${name} shares its line with something else; put it on its own line`);
  }
  const siblings = parsed.entries.filter(({ path }) => isDeepStrictEqual(path.slice(0, -1), entry.path.slice(0, -1)));
  const isOnlyBlockElement = siblings.length === 1 && file.text.charAt(entry.start) === '-';
  const edit = isOnlyBlockElement
    ? { file: file.path, start: entry.start, end: valueEnd, text: '[]' }
    : { file: file.path, start: lineStart, end: valueEnd + rest[0].length, text: '' };
  const values = withChange(parsed.values, entry.path, (holder, key) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
  });
  return exactly(file, [edit], values, name);
}

/** Anchors, merge keys and odd formatting can make an edit reach further than it should: then there is none. */
function exactly(
  file: ConfigFile,
  edits: readonly Edit[],
  expected: unknown,
  name: string,
): Result<readonly Edit[], string> {
  const changed = parseConfig(file.format, applyEdits(file.text, edits));
  return changed.ok && isDeepStrictEqual(changed.value.values, expected)
    ? success(edits)
    : failure(`${name} cannot be changed without changing more than it`);
}

function withChange(
  values: unknown,
  path: Path,
  change: (holder: Record<string | number, unknown>, key: string | number) => void,
): unknown {
  const copy: unknown = structuredClone(values);
  let holder = copy;
  for (const key of path.slice(0, -1)) {
    if (typeof holder !== 'object' || holder === null) return copy;
    holder = (holder as Record<string | number, unknown>)[key];
  }
  const last = path.at(-1);
  if (typeof holder === 'object' && holder !== null && last !== undefined) {
    change(holder as Record<string | number, unknown>, last);
  }
  return copy;
}

/** JSON is valid in YAML and, but for null and objects, in TOML. A float stays a float. */
function written(data: unknown, entry: ConfigEntry, file: ConfigFile): string {
  const text = JSON.stringify(data);
  const isFloat = /^[-+]?[\d_]*(?:\.\d|\d[eE.])/.test(file.text.slice(entry.valueStart, entry.valueEnd));
  return isFloat && Number.isInteger(data) ? `${text}.0` : text;
}

function readSource(format: ConfigFile['format'], source: string): Result<unknown, undefined> {
  const parsed = parseConfig(format, format === 'toml' ? `x = ${source}` : `{"x": ${source}}`);
  return parsed.ok ? success((parsed.value.values as Readonly<Record<string, unknown>>).x) : failure(undefined);
}
