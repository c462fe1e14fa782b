/** A table with the rules of a paper; its head is set again on every page it runs over. */
export interface TypstTable {
  /** Widths as Typst takes them: `auto`, `1fr`, `35%`. */
  readonly columns: readonly string[];
  /** How the cells of each column stand. */
  readonly alignments: readonly ('left' | 'right')[];
  /** Between the columns, in points. */
  readonly gutters: readonly number[];
  /** Cells as arguments of Typst. */
  readonly header: readonly string[];
  /** Each the arguments of one row. */
  readonly rows: readonly string[];
}

/** More rows need not be measured: they take most of a page, and may be broken. */
const MOST_WHOLE_ROWS = 30;

/** As an expression of Typst. */
export function typstTable({ columns, alignments, gutters, header, rows }: TypstTable): string {
  const table = `table(
  columns: (${columns.join(', ')},), column-gutter: (${gutters.map((gutter) => `${gutter}pt`).join(', ')},),
  align: (${alignments.join(', ')},),
  rule-outer, table.header(${header.join(', ')}, rule-inner),
${rows.map((row) => `  ${row}`).join('\n')}
  rule-outer,
)`;
  return rows.length > MOST_WHOLE_ROWS ? table : `whole(${table})`;
}

const LONGEST_NAME = 32;

/** The width of a column of names: their own, and where one is long a part of the page, in which they are broken. */
export function nameWidth(names: readonly string[]): string {
  return names.every(({ length }) => length <= LONGEST_NAME) ? 'auto' : '35%';
}
