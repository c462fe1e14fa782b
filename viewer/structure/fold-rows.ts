import type { StructureRow } from '../../src/core/study-view.js';

/** A row to show, or equal ones that are folded away. */
export type FoldedRow =
  | { readonly kind: 'row'; readonly row: StructureRow }
  | { readonly kind: 'fold'; readonly depth: number; readonly count: number };

/** Around what changed: that many equal rows stay, so that its place can be recognised. */
const CONTEXT = 1;
/** Fewer are not worth a fold. */
const LEAST_FOLDED = 3;

/** What changed, with what contains it and what stands beside it; long stretches of equal parts are folded. */
export function foldEqualRows(rows: readonly StructureRow[]): FoldedRow[] {
  const shown = new Set<number>([0]);
  for (const [at, row] of rows.entries()) {
    if (row.change === 'same') continue;
    for (let near = at - CONTEXT; near <= at + CONTEXT; near += 1) shown.add(near);
    for (const above of ancestors(rows, at)) shown.add(above);
  }
  const folded: FoldedRow[] = [];
  for (let at = 0; at < rows.length;) {
    const end = shown.has(at) ? at : endOfHidden(rows, shown, at);
    const hidden = rows.slice(at, end);
    if (hidden.length >= LEAST_FOLDED) folded.push({ kind: 'fold', depth: lowestDepth(hidden), count: hidden.length });
    else folded.push(...hidden.map((row) => ({ kind: 'row', row }) as const));
    const row = rows[end];
    if (row !== undefined) folded.push({ kind: 'row', row });
    at = end + 1;
  }
  return folded;
}

function endOfHidden(rows: readonly StructureRow[], shown: ReadonlySet<number>, from: number): number {
  let end = from;
  while (end < rows.length && !shown.has(end)) end += 1;
  return end;
}

function ancestors(rows: readonly StructureRow[], at: number): number[] {
  const found: number[] = [];
  let depth = rows[at]?.depth ?? 0;
  for (let above = at - 1; above >= 0 && depth > 0; above -= 1) {
    const row = rows[above];
    if (row === undefined || row.depth >= depth) continue;
    found.push(above);
    depth = row.depth;
  }
  return found;
}

function lowestDepth(rows: readonly StructureRow[]): number {
  return Math.min(...rows.map(({ depth }) => depth));
}
