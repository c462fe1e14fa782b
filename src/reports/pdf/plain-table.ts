import { nameWidth, typstTable } from './typst-table.js';
import { typstText } from './typst-text.js';

export interface PlainRow {
  readonly name: string;
  readonly numbers: readonly string[];
}

/** A table of names and numbers beside them, as Typst content. */
export function plainTable(headings: readonly string[], rows: readonly PlainRow[]): string {
  return `#${typstTable({
    columns: headings.map((_, index) => (index === 0 ? nameWidth(rows.map(({ name }) => name)) : 'auto')),
    alignments: headings.map((_, index) => (index === 0 ? 'left' : 'right')),
    gutters: headings.slice(1).map(() => 12),
    header: headings.map((heading) => `[${typstText(heading)}]`),
    rows: rows.map(({ name, numbers }) => [name, ...numbers].map((cell) => `[${typstText(cell)}],`).join(' ')),
  })}`;
}
