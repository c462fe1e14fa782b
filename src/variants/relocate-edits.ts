import type { Edit } from '../core/edit.js';
import { lineEndAfter, lineStartBefore } from '../source/text-lines.js';
import { pythonFileFromText, type PythonFile } from '../source/python-file.js';
import { executedTokens, tokenSpans } from '../source/run-identity-tokens.js';

/**
 * Edits of a file as it was, as edits of the same file with other comments, marks or white space. Undefined where
 * the file executes something else now, or a place cannot be found again.
 */
export function relocateEdits(formerText: string, file: PythonFile, edits: readonly Edit[]): Edit[] | undefined {
  if (formerText === file.text) return [...edits];
  const former = pythonFileFromText(file.path, formerText);
  try {
    if (former.tree.rootNode.hasError || executedTokens(former) !== executedTokens(file)) return undefined;
    const before = tokenSpans(former);
    const after = tokenSpans(file);
    if (before.length !== after.length) return undefined;
    const moved: Edit[] = [];
    for (const edit of edits) {
      const start = relocated(former.text, file.text, before, after, edit.start);
      const end = edit.end === edit.start ? start : relocated(former.text, file.text, before, after, edit.end);
      if (start === undefined || end === undefined || end < start) return undefined;
      moved.push({ ...edit, start, end });
    }
    // A line that was wrapped otherwise can take more, or less, along.
    return executedTokens(former, edits) === executedTokens(file, moved) ? moved : undefined;
  } finally {
    former.tree.delete();
  }
}

type Span = ReturnType<typeof tokenSpans>[number];

/** An offset inside or at the edge of a token, or at the start of a line, in the other text. */
function relocated(
  former: string,
  current: string,
  before: readonly Span[],
  after: readonly Span[],
  offset: number,
): number | undefined {
  const index = before.findIndex(({ start, end }) => start <= offset && offset <= end);
  const [old, now] = [before[index], after[index]];
  if (old !== undefined && now !== undefined && old.end - old.start === now.end - now.start) {
    return now.start + (offset - old.start);
  }
  const isLineStart = offset === 0 || former[offset - 1] === '\n';
  if (!isLineStart) return undefined;
  const next = before.findIndex(({ start }) => start >= offset);
  if (next === -1) {
    const last = after.at(-1);
    return last === undefined ? 0 : lineEndAfter(current, last.end);
  }
  const following = after[next];
  const isFirstOfLine = lineStartBefore(former, before[next]?.start ?? 0) >= offset;
  return following !== undefined && isFirstOfLine ? lineStartBefore(current, following.start) : undefined;
}
