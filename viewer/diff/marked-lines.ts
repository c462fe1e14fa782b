import { changedParts, type CutLine } from './changed-part.js';
import { pairLines } from './pair-lines.js';
import type { DiffHunk, DiffLine } from './parse-diff.js';

/** For each line that has a counterpart much like it: where the two differ. */
export function markedLines({ lines }: DiffHunk): Map<DiffLine, CutLine> {
  const marks = new Map<DiffLine, CutLine>();
  for (const { before, after } of pairLines(lines)) {
    if (before?.kind !== 'removed' || after?.kind !== 'added') continue;
    const parts = changedParts(before.text, after.text);
    if (parts === undefined) continue;
    marks.set(before, parts[0]);
    marks.set(after, parts[1]);
  }
  return marks;
}
