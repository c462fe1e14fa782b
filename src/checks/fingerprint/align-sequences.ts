export interface AlignedSequences<T> {
  readonly pairs: readonly (readonly [T, T])[];
  readonly onlyLeft: readonly T[];
  readonly onlyRight: readonly T[];
}

export interface AlignmentScores<T> {
  /** How well the two go together; 0 or less: not at all. */
  readonly pair: (left: T, right: T) => number;
  /** What leaving out an element of the left is worth; 0 where absent. Decides between equally good ways. */
  readonly skipLeft?: (left: T) => number;
}

/**
 * Pairs two sequences without changing the order in either, so that the sum of the scores is the largest
 * (Needleman & Wunsch 1970, a longest common subsequence with degrees). Of equally good ways it takes
 * the one that pairs earlier.
 */
export function alignSequences<T>(
  left: readonly T[],
  right: readonly T[],
  { pair, skipLeft = () => 0 }: AlignmentScores<T>,
): AlignedSequences<T> {
  const width = right.length + 1;
  const best = new Float64Array((left.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (const [i, of] of [...left.entries()].reverse()) {
    best[i * width + right.length] = at(i + 1, right.length) + skipLeft(of);
    for (const [j, to] of [...right.entries()].reverse()) {
      const score = pair(of, to);
      const paired = score > 0 ? score + at(i + 1, j + 1) : -Infinity;
      best[i * width + j] = Math.max(paired, at(i + 1, j) + skipLeft(of), at(i, j + 1));
    }
  }

  const pairs: [T, T][] = [];
  const onlyLeft: T[] = [];
  const onlyRight: T[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const of = left[i];
    const to = right[j];
    if (of === undefined) return { pairs, onlyLeft, onlyRight: [...onlyRight, ...right.slice(j)] };
    if (to === undefined) return { pairs, onlyLeft: [...onlyLeft, ...left.slice(i)], onlyRight };
    const score = pair(of, to);
    if (score > 0 && isClose(at(i, j), score + at(i + 1, j + 1))) {
      pairs.push([of, to]);
      i += 1;
      j += 1;
    } else if (isClose(at(i, j), at(i + 1, j) + skipLeft(of))) {
      onlyLeft.push(of);
      i += 1;
    } else {
      onlyRight.push(to);
      j += 1;
    }
  }
}

function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-9;
}
