import { failure, success, type Result } from '../../core/result.js';
import { readReplyMark } from './reply-marks.js';
import { stripLineNumbers } from './strip-line-numbers.js';
import { isBlank } from './text-lines.js';

/** A block as it stands in a reply. Both sides are whole lines, each ended by `\n`; none: the empty string. */
export interface BlockBody {
  readonly search: string;
  readonly replace: string;
  /** Index of the line behind the block. */
  readonly next: number;
}

/** Reads the block whose SEARCH line is `lines[start]`; the failure continues "Block 2 (train.py) ...". */
export function readBlock(lines: readonly string[], start: number): Result<BlockBody, string> {
  const end = endOfBlock(lines, start);
  const dividers = dividersBetween(lines, start, end.line);
  if (end.kind === 'open') {
    const missing = dividers.length === 0 ? '"=======" and no ">>>>>>> REPLACE"' : '">>>>>>> REPLACE"';
    const why = end.line === lines.length ? ': the reply ends in the middle of it' : '';
    return failure(`has no ${missing} line${why}`);
  }
  const [divider] = dividers;
  if (divider === undefined) return failure('has no "=======" line between SEARCH and REPLACE');
  if (dividers.length > 1) {
    return failure(
      `has ${dividers.length} lines of "=" only, so that it is not clear which divides it; ` +
        'choose lines that hold no such line, or write two blocks',
    );
  }
  const indent = /^[ \t]*/.exec(lines[start] ?? '')?.[0] ?? '';
  const isIndented = [...lines.slice(start + 1, divider), ...lines.slice(divider + 1, end.line)].every(
    (line) => isBlank(line) || line.startsWith(indent),
  );
  const side = (from: number, to: number): string[] =>
    lines.slice(from, to).map((line) => (isIndented ? line.slice(indent.length) : line));
  const { search, replace } = stripLineNumbers(side(start + 1, divider), side(divider + 1, end.line));
  return success({ search: textOf(search), replace: textOf(replace), next: end.line + 1 });
}

interface BlockEnd {
  readonly kind: 'closed' | 'open';
  readonly line: number;
}

function endOfBlock(lines: readonly string[], start: number): BlockEnd {
  for (let line = start + 1; line < lines.length; line += 1) {
    const { kind } = readReplyMark(lines[line] ?? '');
    if (kind === 'replace') return { kind: 'closed', line };
    if (kind === 'search') return { kind: 'open', line };
  }
  return { kind: 'open', line: lines.length };
}

/** Headings in docstrings are underlined with `=` too: a divider looks like the SEARCH line. */
function dividersBetween(lines: readonly string[], start: number, end: number): number[] {
  const all = [];
  for (let line = start + 1; line < end; line += 1) {
    if (readReplyMark(lines[line] ?? '').kind === 'divider') all.push(line);
  }
  const opening = shapeOf(lines[start] ?? '');
  const alike = all.filter((line) => shapeOf(lines[line] ?? '') === opening);
  return all.length > 1 && alike.length > 0 ? alike : all;
}

function shapeOf(line: string): string {
  return /^[ \t]*[<=]+/.exec(line)?.[0].replaceAll('<', '=') ?? '';
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
