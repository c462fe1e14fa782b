/** A line cut into what it has in common with another one and what is different. */
export interface CutLine {
  readonly start: string;
  readonly changed: string;
  readonly end: string;
}

/** Less in common than this, and the lines have nothing to do with each other. */
const LEAST_COMMON_SHARE = 0.4;

/** Where two lines differ; undefined where marking the difference would say no more than the lines themselves. */
export function changedParts(before: string, after: string): readonly [CutLine, CutLine] | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const common = (before.slice(0, start) + before.slice(before.length - end)).trim().length;
  const length = Math.max(before.trim().length, after.trim().length);
  if (length === 0 || common / length < LEAST_COMMON_SHARE) return undefined;
  return [cut(before, start, end), cut(after, start, end)];
}

function cut(line: string, start: number, end: number): CutLine {
  return {
    start: line.slice(0, start),
    changed: line.slice(start, line.length - end),
    end: line.slice(line.length - end),
  };
}
