import { diffArrays } from 'diff';
import type { Edit } from '../../core/edit.js';
import { linesOf, usualLineEnd, type TextLine } from './text-lines.js';

/** The lines `[from, to)` of a file, counted from 0, become `lines`. */
export interface LineChange {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** Where two lists differ: `[from, to)` of the one against `[newFrom, newTo)` of the other, in order, none touching. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** Beyond so many lines removed and added it is another text, and looking for what they share takes seconds. */
const MOST_DIFFERENCES = 2000;

/** The differences of two lists of lines, by a shortest edit script (Myers); one hunk where these are too many. */
export function hunksBetween(before: readonly string[], after: readonly string[]): Hunk[] {
  const changes = diffArrays([...before], [...after], { maxEditLength: MOST_DIFFERENCES });
  if (changes === undefined) return [{ from: 0, to: before.length, newFrom: 0, newTo: after.length }];
  const hunks: Hunk[] = [];
  let from = 0;
  let newFrom = 0;
  let to = 0;
  let newTo = 0;
  const close = (): void => {
    if (to > from || newTo > newFrom) hunks.push({ from, to, newFrom, newTo });
  };
  for (const change of changes) {
    if (change.removed) to += change.count;
    else if (change.added) newTo += change.count;
    else {
      close();
      from = to += change.count;
      newFrom = newTo += change.count;
    }
  }
  close();
  return hunks;
}

/**
 * The changes of one file as edits. They must not overlap; where two meet, they come in the order given.
 * New lines end as most of the file's do, and a file without a line end at its end stays so.
 */
export function editsOfChanges(file: string, text: string, changes: readonly LineChange[]): Edit[] {
  const lines = linesOf(text);
  const lineEnd = usualLineEnd(text);
  const isOpenEnded = text !== '' && !text.endsWith('\n');
  const kept = isOpenEnded ? withLineBefore(joinTouching(changes), lines) : changes;
  return joinTouching(kept).map((change): Edit => {
    const start = lines[change.from]?.start ?? text.length;
    const end = change.to > change.from ? (lines[change.to - 1]?.end ?? text.length) : start;
    const body = change.lines.map((line) => line + lineEnd).join('');
    if (!isOpenEnded || change.to < lines.length) return { file, start, end, text: body };
    const open = body.slice(0, Math.max(0, body.length - lineEnd.length));
    return { file, start, end, text: change.from === lines.length ? lineEnd + open : open };
  });
}

/** Where the last lines of a file go away, the line end before them does, too. */
function withLineBefore(changes: readonly LineChange[], lines: readonly TextLine[]): LineChange[] {
  return changes.map((change) => {
    const before = lines[change.from - 1];
    if (change.to < lines.length || change.lines.length > 0 || before === undefined) return change;
    return { from: change.from - 1, to: change.to, lines: [before.text] };
  });
}

/** Changes that meet would be edits at the same offset, which have no order. */
function joinTouching(changes: readonly LineChange[]): LineChange[] {
  const joined: LineChange[] = [];
  for (const change of changes.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last === undefined || last.to < change.from) joined.push(change);
    else {
      const to = Math.max(last.to, change.to);
      joined.splice(-1, 1, { from: last.from, to, lines: [...last.lines, ...change.lines] });
    }
  }
  return joined;
}
