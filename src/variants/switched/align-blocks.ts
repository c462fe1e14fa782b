import type { BlockUnit } from './block-units.js';
import { headerKey } from './code-key.js';
import { gapsOf, type Gap } from './gaps.js';
import { canSwitch } from './route.js';

/** How one version of a block differs from another. */
export interface BlockDifference {
  readonly gaps: readonly Gap[];
  /** Statements that can differ by switches inside of them: by their number on the left, with the one on the right. */
  readonly inside: ReadonlyMap<number, BlockUnit>;
}

/** Aligns two versions of a block: equal statements first, then those with equal headers, then those that are alike. */
export function alignBlocks(left: readonly BlockUnit[], right: readonly BlockUnit[]): BlockDifference {
  const inside = new Map<number, BlockUnit>();
  const gaps = gapsOf(left.map(keyOf), right.map(keyOf)).flatMap((gap) =>
    splitByHeaders(gap, left, right).filter((part) => {
      const pairs = pairsOf(part, left, right);
      for (const [index, , to] of pairs) inside.set(index, to);
      return pairs.length === 0;
    }),
  );
  return { gaps, inside };
}

function keyOf({ key }: BlockUnit): string {
  return key;
}

/** Pairs of statements with one header are parts of their own. */
function splitByHeaders(gap: Gap, left: readonly BlockUnit[], right: readonly BlockUnit[]): Gap[] {
  const lefts = left.slice(gap.from, gap.to).map((unit, index) => headerOf(unit) ?? `left ${index}`);
  const rights = right.slice(gap.otherFrom, gap.otherTo).map((unit, index) => headerOf(unit) ?? `right ${index}`);
  const parts: Gap[] = [];
  let [from, otherFrom] = [0, 0];
  const end = { from: lefts.length, to: lefts.length, otherFrom: rights.length, otherTo: rights.length };
  for (const next of [...gapsOf(lefts, rights), end]) {
    for (; from < next.from; from++, otherFrom++) {
      parts.push({ from, to: from + 1, otherFrom, otherTo: otherFrom + 1 });
    }
    if (next !== end) parts.push(next);
    [from, otherFrom] = [next.to, next.otherTo];
  }
  return parts.map((part) => ({
    from: gap.from + part.from,
    to: gap.from + part.to,
    otherFrom: gap.otherFrom + part.otherFrom,
    otherTo: gap.otherFrom + part.otherTo,
  }));
}

function headerOf({ statement }: BlockUnit): string | undefined {
  return statement?.descendantsOfType('block').length === 0 ? undefined : statement && headerKey(statement);
}

/** The statements of a gap, pair by pair, where each can have its switch inside; else none. */
function pairsOf(
  gap: Gap,
  left: readonly BlockUnit[],
  right: readonly BlockUnit[],
): (readonly [index: number, of: BlockUnit, to: BlockUnit])[] {
  if (gap.to - gap.from !== gap.otherTo - gap.otherFrom) return [];
  const pairs = left.slice(gap.from, gap.to).flatMap((of, index) => {
    const to = right[gap.otherFrom + index];
    return to !== undefined && isSwitchedInside(of, to) ? [[gap.from + index, of, to] as const] : [];
  });
  return pairs.length === gap.to - gap.from ? pairs : [];
}

/** A statement on one line is easier to read as a whole, once with and once without. */
function isSwitchedInside({ statement: of }: BlockUnit, { statement: to }: BlockUnit): boolean {
  return of !== undefined && to !== undefined && of.endPosition.row > of.startPosition.row && canSwitch(of, to);
}
