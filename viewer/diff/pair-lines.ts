import type { DiffLine } from './parse-diff.js';

/** A row of a diff side by side: what was there, what is there instead. */
export interface LinePair {
  readonly before?: DiffLine;
  readonly after?: DiffLine;
}

/** Lines that were removed stand beside those that came in their place, in their order. */
export function pairLines(lines: readonly DiffLine[]): LinePair[] {
  const pairs: LinePair[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const flush = (): void => {
    for (let row = 0; row < Math.max(removed.length, added.length); row += 1) {
      const [before, after] = [removed[row], added[row]];
      pairs.push({ ...(before && { before }), ...(after && { after }) });
    }
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === 'removed') {
      if (added.length > 0) flush();
      removed.push(line);
    } else if (line.kind === 'added') added.push(line);
    else {
      flush();
      pairs.push({ before: line, after: line });
    }
  }
  flush();
  return pairs;
}
