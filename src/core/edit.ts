/**
 * Replaces `[start, end)` of a file's decoded text. Offsets are UTF-16 units into the pristine text,
 * so a set of edits of one file does not depend on the order they are listed in.
 */
export interface Edit {
  /** Path relative to the project root, with forward slashes. */
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Two edits that touch the same text, so that neither order of applying them is right. */
export interface EditConflict {
  readonly first: Edit;
  readonly second: Edit;
}

/**
 * Finds two edits of one file that overlap, or that insert at the same offset.
 * Identical edits count once and never conflict.
 */
export function findEditConflict(edits: readonly Edit[]): EditConflict | undefined {
  const sorted = inOrder(edits);
  for (const [index, second] of sorted.entries()) {
    const first = sorted[index - 1];
    if (first?.file !== second.file) continue;
    if (second.start < first.end || second.start === first.start) return { first, second };
  }
  return undefined;
}

/** Applies the edits of one file to its text. The edits must be free of conflicts. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const edit of inOrder(edits)) {
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
}

function inOrder(edits: readonly Edit[]): Edit[] {
  const distinct = new Map(edits.map((edit) => [JSON.stringify([edit.file, edit.start, edit.end, edit.text]), edit]));
  return [...distinct.values()].sort(
    (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.start - b.start || a.end - b.end,
  );
}
