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

export const WIDEST_LABEL = 136;
const MOST_LINES = 3;

/** What trials are called; where two are called the same, with their ids. */
export function distinctLabels(trials: readonly { readonly id: string; readonly label: string }[]): string[] {
  const labels = trials.map(({ label }) => figureText(label));
  return trials.map(({ id }, index) => {
    const label = labels[index] ?? '';
    return labels.filter((other) => other === label).length === 1 ? label : `${label} (${figureText(id)})`;
  });
}

/** The names of rows in lines of `width` pixels. They are shortened to `most` lines where that leaves them different. */
export function shownNames(rows: readonly Named[], width: number, fontSize: number, most: number): string[][] {
  const names = rows.map(({ label }) => figureLines(label, width, fontSize, most));
  const shown = names.map((lines) => lines.join('\n'));
  const alike = rows.filter((_, index) => shown.filter((other) => other === shown[index]).length > 1);
  if (alike.length === 0 || alike.every(({ label }) => figureLines(label, width, fontSize, Infinity).length <= most)) {
    return names;
  }
  const longer = shownNames(alike, width, fontSize, most + 1);
  return rows.map((row, index) => longer[alike.indexOf(row)] ?? names[index] ?? []);
}

/** Gives each row its place on the axis. */
export function placedRows<Row extends Named>(rows: readonly Row[]): (Row & Placed)[] {
  const names = shownNames(rows, WIDEST_LABEL, BODY_SIZE, MOST_LINES);
  return rows.map((row, index) => ({ ...row, key: [index + 1, ...(names[index] ?? [])].join('\n') }));
}
