import type { HintComponent } from '../../core/component.js';
import type { LineChange } from '../../core/hint-trial.js';
import { squeezedCode } from '../../source/code-of-line.js';
import { pythonFileFromText, type PythonFile } from '../../source/python-file.js';
import type { Difference } from '../syntax/difference.js';
import { covers, isBlock, syntaxOf, syntaxWithin, type Syntax } from '../syntax/plain-syntax.js';
import { outermostWithin } from './target.js';

/** Lines beside each other that a person approved the change of. Offsets into the file's text. */
export interface ApprovedLines {
  readonly start: number;
  readonly end: number;
  /** What stands on them. */
  readonly nodes: readonly Syntax[];
  /** The innermost statement around. */
  readonly statement: Syntax;
}

/** What became of an approved line; `not-there`: the baseline was edited since, and has it no more. */
export type LineFate = 'as-approved' | 'unchanged' | 'otherwise' | 'at-more-places' | 'not-there';

/** The lines that an approved trial changes; none where nobody approved one, or where they are gone. */
export function approvedLines({ trial }: HintComponent, file: PythonFile): ApprovedLines[] {
  if (trial === undefined) return [];
  const root = syntaxOf(file);
  const statements = [...syntaxWithin(root)].filter(({ parent }) => parent !== undefined && isBlock(parent.type));
  return runsOf(file.text, trial.changes).flatMap(({ start, end }) => {
    const nodes = outermostWithin(root, start, end);
    const statement = statements.findLast((each) => nodes.some((node) => covers(each, node)));
    return statement === undefined ? [] : [{ start, end, nodes, statement }];
  });
}

/** Whether a difference takes away or alters nothing but what stands on these lines. */
export function isWithin({ start, end, statement }: ApprovedLines, difference: Difference): boolean {
  if (difference.kind === 'inserted' || difference.kind === 'wrapped') return false;
  const { base } = difference;
  return base.file === statement.file && start <= base.start && base.end <= end;
}

/** Whether what came is a part of what was approved to come. */
export function isApprovedToCome(difference: Difference, changes: readonly LineChange[]): boolean {
  if (difference.kind !== 'inserted' && difference.kind !== 'wrapped') return false;
  const approved = new Set(changes.flatMap(({ after }) => linesIn(after)));
  const lines = linesIn(difference.variant.text);
  // What was put around code of the baseline is its first line.
  const came = difference.kind === 'wrapped' ? lines.slice(0, 1) : lines;
  return came.length > 0 && came.every((line) => approved.has(line));
}

/**
 * What became of each line in the variant, by counting the lines that say the same: other code may hold them too.
 * Formatting does not count.
 */
export function fatesOf(changes: readonly LineChange[], base: PythonFile, variant: PythonFile): LineFate[] {
  const [baseLines, variantLines] = [counted(linesIn(base.text)), counted(linesIn(variant.text))];
  const gone = counted(changes.flatMap(({ before }) => linesIn(before)));
  const come = counted(changes.flatMap(({ after }) => linesIn(after)));
  const expected = (line: string): number => count(baseLines, line) - count(gone, line) + count(come, line);
  return changes.map(({ before, after, occurrence }): LineFate => {
    const [line = ''] = linesIn(before);
    if (count(baseLines, line) < occurrence) return 'not-there';
    const afterLines = linesIn(after);
    const isThere = (each: string): boolean => count(variantLines, each) >= expected(each);
    if (count(variantLines, line) > expected(line)) return 'unchanged';
    if (!afterLines.every(isThere) && !standsElsewhere(after, variant)) return 'otherwise';
    return count(variantLines, line) < expected(line) ? 'at-more-places' : 'as-approved';
  });
}

/** The same code on other lines: wrapped, or with other brackets. */
function standsElsewhere(code: string, variant: PythonFile): boolean {
  const wanted = syntaxOf(pythonFileFromText(variant.path, code)).children.map(({ canonical }) => canonical);
  const found = new Set([...syntaxWithin(syntaxOf(variant))].map(({ canonical }) => canonical));
  return wanted.length > 0 && wanted.every((canonical) => found.has(canonical));
}

/** The places of the changed lines, joined where they follow each other. */
function runsOf(text: string, changes: readonly LineChange[]): { start: number; end: number }[] {
  const wanted = new Set(changes.map(({ before, occurrence }) => `${occurrence} ${squeezedCode(before)}`));
  const runs: { start: number; end: number }[] = [];
  const seen = new Map<string, number>();
  let offset = 0;
  let isOpen = false;
  for (const line of text.split('\n')) {
    const end = offset + line.length;
    const key = squeezedCode(line);
    seen.set(key, count(seen, key) + 1);
    const isNow = wanted.has(`${count(seen, key)} ${key}`);
    const last = runs.at(-1);
    if (isNow && isOpen && last !== undefined) last.end = end;
    else if (isNow) runs.push({ start: offset, end });
    isOpen = isNow;
    offset = end + 1;
  }
  return runs;
}

function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map(squeezedCode)
    .filter((line) => line !== '');
}

function counted(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, count(counts, line) + 1);
  return counts;
}

function count(counts: ReadonlyMap<string, number>, line: string): number {
  return counts.get(line) ?? 0;
}
