import { alignDecimals } from '../../src/reports/formats/align-decimals.js';
import type { TrialRow } from '../../src/reports/formats/trial-row.js';

/** The numbers of a row as text, so long that decimal points stand in one column. */
export interface NumberTexts {
  readonly value: string;
  readonly difference: string;
  readonly interval: string;
}

/** As wide as a digit, where a space is narrower. */
export const FIGURE_SPACE = '\u2007';

export function numberTexts(rows: readonly TrialRow[]): NumberTexts[] {
  const aligned = (text: (row: TrialRow) => string | undefined): string[] =>
    alignDecimals(rows.map((row) => text(row) ?? '')).map((number) => number.replaceAll(' ', FIGURE_SPACE));
  const means = aligned(({ value }) => value?.mean);
  const spreads = aligned(({ value }) => value?.standardDeviation);
  const differences = aligned(({ effect }) => effect?.difference);
  return rows.map(({ value, effect }, index) => ({
    value:
      [means[index], spreads[index]].filter(Boolean).join(' ± ') + (value?.sign === undefined ? '' : ` ${value.sign}`),
    difference: differences[index] ?? '',
    // Aligned as a whole: a hole before a comma or a bracket looks like a slip.
    interval: effect?.interval === undefined ? '' : `[${effect.interval.low}, ${effect.interval.high}]`,
  }));
}
