import { diffArrays } from 'diff';

/** Elements `[from, to)` of one list stand where `[otherFrom, otherTo)` of the other do; either may be empty. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly otherFrom: number;
  readonly otherTo: number;
}

/** What lies between the elements that two lists share, in their order. */
export function gapsOf(left: readonly string[], right: readonly string[]): Gap[] {
  const gaps: Gap[] = [];
  let [from, otherFrom] = [0, 0];
  let open: Gap | undefined;
  for (const { added, removed, count } of diffArrays([...left], [...right])) {
    const start = open ?? { from, to: from, otherFrom, otherTo: otherFrom };
    if (!added) from += count;
    if (!removed) otherFrom += count;
    if (added || removed) open = { ...start, to: from, otherTo: otherFrom };
    else {
      if (open !== undefined) gaps.push(open);
      open = undefined;
    }
  }
  return open === undefined ? gaps : [...gaps, open];
}
