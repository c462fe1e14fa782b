import type { Report } from '../../core/report.js';
import { NARROWEST_PLOT } from './figure-size.js';
import type { Layer } from './figure-spec.js';
import { figureLines } from './figure-text.js';
import type { Placed } from './row-names.js';
import { BODY_SIZE, NOTE_SIZE } from './text-width.js';

const LINE = BODY_SIZE + 2;
export const NOTE_LINE = NOTE_SIZE + 2;

/** A mean and its interval stand this much above the middle of their row, so that they hide no seed. */
export const ABOVE = -4;
/** The seeds, below it: the first and the last of them. */
const SEEDS = [3, 10] as const;

/** What stands in a row without a number, in lines. */
export interface ReasonDatum {
  readonly row: string;
  readonly reason: readonly string[];
}

/** The rows from top to bottom, each with its name in lines. */
export function rowChannel(rows: readonly Placed[]) {
  const counts = [...new Set(rows.map(({ key }) => linesOf(key)))];
  return {
    field: 'row',
    type: 'nominal' as const,
    scale: { type: 'band' as const, domain: rows.map(({ key }) => key), paddingInner: 0, paddingOuter: 0 },
    axis: {
      title: null,
      labelExpr: "slice(split(datum.label, '\\n'), 1)",
      labelOffset: {
        condition: counts.map((count) => ({
          test: `length(split(datum.label, '\\n')) === ${count + 1}`,
          value: middle(count, LINE),
        })),
        value: 0,
      },
      labelPadding: 6,
      ticks: false,
      domain: false,
    },
  };
}

/** As high as the row with the most lines of text needs. */
export function rowHeight(rows: readonly Placed[], reasons: readonly ReasonDatum[]): number {
  const names = rows.map(({ key }) => LINE * linesOf(key));
  return Math.max(26, 6 + Math.max(...names, ...reasons.map(({ reason }) => NOTE_LINE * reason.length)));
}

/** The first line of a key is its number. */
function linesOf(key: string): number {
  return key.split('\n').length - 1;
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

/** The words that stand where a row has no number, in at most three lines. */
export function reasonLines(words: string): string[] {
  return figureLines(words, NARROWEST_PLOT - 8, NOTE_SIZE, 3);
}

/** The words in the rows that have no number. */
export function reasonLayers(reasons: readonly ReasonDatum[], y: ReturnType<typeof rowChannel>): Layer[] {
  const counts = [...new Set(reasons.map(({ reason }) => reason.length))];
  return counts.map((count) => ({
    data: { values: reasons.filter(({ reason }) => reason.length === count) },
    mark: { type: 'text', style: 'reason', align: 'left', yOffset: middle(count, NOTE_LINE) },
    encoding: { x: { value: 4 }, y, text: { field: 'reason' } },
  }));
}

/** Vega sets the first line of a text at its place: how far it has to be moved, so that all of them stand around it. */
export function middle(lines: number, lineHeight: number): number {
  return (-lineHeight * (lines - 1)) / 2;
}
