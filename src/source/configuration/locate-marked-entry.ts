import { failure, success, type Result } from '../../core/result.js';
import type { ConfigFile } from '../project.js';
import type { ConfigComment, ConfigEntry, ParsedConfig } from './config-entry.js';

/** The key or element a mark means: the one its line begins, or the line below where the mark stands alone. */
export function locateMarkedEntry(
  file: ConfigFile,
  parsed: ParsedConfig,
  comment: ConfigComment,
): Result<ConfigEntry, string> {
  const line = markedLine(file.text, comment.start);
  if (line === undefined) return failure('There is nothing below this mark.');
  const onLine = parsed.entries.filter(({ start }) => line.start <= start && start < line.end);
  const [first] = onLine;
  if (first === undefined) return failure('No key and no element begins on the marked line.');
  const beside = onLine.filter((entry) => entry !== first && !isInside(entry, first));
  if (beside.length > 0) return failure('This line holds several values; put the one that is meant on its own line.');
  return success(first);
}

function markedLine(text: string, comment: number): { readonly start: number; readonly end: number } | undefined {
  let start = text.lastIndexOf('\n', comment - 1) + 1;
  if (text.slice(start, comment).trim() !== '') return { start, end: comment };
  for (;;) {
    const next = text.indexOf('\n', start);
    if (next === -1 || next + 1 >= text.length) return undefined;
    start = next + 1;
    const end = !text.includes('\n', start) ? text.length : text.indexOf('\n', start);
    const content = text.slice(start, end).trim();
    if (content !== '' && !content.startsWith('#')) return { start, end };
  }
}

function isInside(entry: ConfigEntry, outer: ConfigEntry): boolean {
  return entry.path.length > outer.path.length && outer.path.every((key, index) => entry.path[index] === key);
}
