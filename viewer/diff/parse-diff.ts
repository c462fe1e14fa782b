/** One file of a unified diff. */
export interface DiffFile {
  /** Of the changed file, or of the one that was removed. */
  readonly name: string;
  readonly hunks: readonly DiffHunk[];
}

export interface DiffHunk {
  /** `@@ -14,7 +14,7 @@` */
  readonly heading: string;
  readonly lines: readonly DiffLine[];
}

export type DiffLine =
  | { readonly kind: 'same'; readonly before: number; readonly after: number; readonly text: string }
  | { readonly kind: 'removed'; readonly before: number; readonly text: string }
  | { readonly kind: 'added'; readonly after: number; readonly text: string }
  /** `\ No newline at end of file` */
  | { readonly kind: 'remark'; readonly text: string };

const HEADING = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Reads a unified diff. A hunk is as long as its heading says: a removed line may itself begin with `--`. */
export function parseDiff(diff: string): DiffFile[] {
  const lines = diff.replace(/\n$/, '').split('\n');
  const files: { name: string; hunks: DiffHunk[] }[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = HEADING.exec(line);
    if (heading !== null) {
      const hunk = readHunk(lines, at, heading);
      files.at(-1)?.hunks.push(hunk);
      at += 1 + hunk.lines.length;
      continue;
    }
    if (line.startsWith('--- ') && lines[at + 1]?.startsWith('+++ ') === true) {
      files.push({ name: nameOf(line, lines[at + 1] ?? ''), hunks: [] });
      at += 1;
    }
    at += 1;
  }
  return files;
}

function readHunk(lines: readonly string[], start: number, heading: RegExpExecArray): DiffHunk {
  const [text, from, length = '1', to, newLength = '1'] = heading;
  const [beforeEnd, afterEnd] = [Number(from) + Number(length), Number(to) + Number(newLength)];
  let [before, after] = [Number(from), Number(to)];
  const found: DiffLine[] = [];
  for (const line of lines.slice(start + 1)) {
    const rest = line.slice(1).replace(/\r$/, '');
    if (line.startsWith('\\')) found.push({ kind: 'remark', text: line });
    else if (before >= beforeEnd && after >= afterEnd) break;
    else if (line.startsWith('-')) found.push({ kind: 'removed', before: before++, text: rest });
    else if (line.startsWith('+')) found.push({ kind: 'added', after: after++, text: rest });
    else found.push({ kind: 'same', before: before++, after: after++, text: rest });
  }
  return { heading: text, lines: found };
}

function nameOf(before: string, after: string): string {
  const [old, changed] = [before, after].map((line) => line.slice(4).replace(/\t.*$/, ''));
  return (changed === '/dev/null' ? old : changed)?.replace(/^[ab]\//, '') ?? '';
}
