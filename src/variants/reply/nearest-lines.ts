import { distance } from 'fastest-levenshtein';

/** A line of a file as a model is shown it. */
export interface NumberedLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

const MOST_LINES = 25;
const LONGEST = 200;
const LEAST_LIKENESS = 0.5;

/** The lines of a file that are most like the ones searched for; none where nothing resembles them. */
export function nearestLines(lines: readonly string[], search: readonly string[]): NumberedLine[] {
  const wanted = search.slice(0, MOST_LINES);
  const size = Math.min(wanted.length, lines.length);
  let best = { at: 0, likeness: 0 };
  for (let at = 0; at + size <= lines.length; at += 1) {
    const likeness = likenessOf(lines.slice(at, at + size), wanted);
    if (likeness > best.likeness) best = { at, likeness };
  }
  if (best.likeness < LEAST_LIKENESS) return [];
  return lines.slice(best.at, best.at + size).map((text, index) => ({ number: best.at + index + 1, text }));
}

/** One minus the characters that differ of all; indents do not count. */
function likenessOf(found: readonly string[], wanted: readonly string[]): number {
  let different = 0;
  let all = 0;
  for (const [index, line] of wanted.entries()) {
    const a = line.trim().slice(0, LONGEST);
    const b = (found[index] ?? '').trim().slice(0, LONGEST);
    different += distance(a, b);
    all += Math.max(a.length, b.length);
  }
  return all === 0 ? 0 : 1 - different / all;
}
