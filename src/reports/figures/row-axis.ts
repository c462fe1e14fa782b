import type { Report } from '../../core/report.js';
import type { PlacedRow } from './figure-rows.js';
import type { Layer } from './figure-spec.js';
import { BODY_SIZE } from './text-width.js';

const LINE = BODY_SIZE + 2;

/** A mean and its interval stand this much above the middle of their row, so that they hide no seed. */
export const ABOVE = -4;
/** The seeds, below it: the first and the last of them. */
const SEEDS = [3, 9] as const;

/** The rows from top to bottom, each with its name in lines. */
export function rowChannel(rows: readonly PlacedRow[]) {
  return {
    field: 'row',
    type: 'nominal',
    scale: { type: 'band', domain: rows.map(({ key }) => key), paddingInner: 0, paddingOuter: 0 },
    axis: {
      title: null,
      labelExpr: "slice(split(datum.label, '\\n'), 1)",
      ticks: false,
      domain: false,
      labelPadding: 6,
    },
  } as const;
}

/** As high as the row with the most lines of text needs. */
export function rowHeight(
  rows: readonly PlacedRow[],
  reasons: readonly { readonly reason: readonly string[] }[],
): number {
  const names = rows.map(({ key }) => key.split('\n').length - 1);
  return 12 + LINE * Math.max(1, ...names, ...reasons.map(({ reason }) => reason.length));
}

/** Seeds lie a little apart, the same one always as far, so that equal numbers stay two dots. */
export function seedOffset({ seeds: { indices } }: Report, height: number) {
  const middle = height / 2;
  return {
    field: 'seed',
    type: 'nominal' as const,
    scale: { type: 'point' as const, domain: [...indices], range: [middle + SEEDS[0], middle + SEEDS[1]] },
  };
}

/** The words in the rows that have no number. */
export function reasonLayer(
  reasons: readonly { readonly row: string; readonly reason: readonly string[] }[],
  y: ReturnType<typeof rowChannel>,
): Layer {
  return {
    data: { values: [...reasons] },
    mark: { type: 'text', style: 'reason', align: 'left' },
    encoding: { x: { value: 4 }, y, text: { field: 'reason' } },
  };
}
