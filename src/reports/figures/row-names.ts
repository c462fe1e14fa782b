import { figureLines, figureText } from './figure-text.js';
import { BODY_SIZE } from './text-width.js';

/** Something that stands in a figure under a name. */
export interface Named {
  /** In full. */
  readonly label: string;
}

/** A row of a figure that has its place on the axis. */
export interface Placed {
  /** Its value on the axis: its number, so that no two are the same, then the lines of its name. */
  readonly key: string;
}

export const WIDEST_LABEL = 128;
const MOST_LINES = 3;

/** What trials are called; where two are called the same, with their ids. */
export function distinctLabels(trials: readonly { readonly id: string; readonly label: string }[]): string[] {
  const labels = trials.map(({ label }) => figureText(label));
  return trials.map(({ id }, index) => {
    const label = labels[index] ?? '';
    return labels.filter((other) => other === label).length === 1 ? label : `${label} (${figureText(id)})`;
  });
}

/** The names of rows in lines of `width` pixels. One is shortened only where it stays unlike the others. */
export function shownNames(rows: readonly Named[], width: number, fontSize: number): string[][] {
  const short = rows.map(({ label }) => figureLines(label, width, fontSize, MOST_LINES));
  const shown = short.map((lines) => lines.join('\n'));
  return short.map((lines, index) => {
    const isOnly = shown.filter((other) => other === shown[index]).length === 1;
    return isOnly ? lines : figureLines(rows[index]?.label ?? '', width, fontSize, Infinity);
  });
}

/** Gives each row its place on the axis. */
export function placedRows<Row extends Named>(rows: readonly Row[]): (Row & Placed)[] {
  const names = shownNames(rows, WIDEST_LABEL, BODY_SIZE);
  return rows.map((row, index) => ({ ...row, key: [index + 1, ...(names[index] ?? [])].join('\n') }));
}
