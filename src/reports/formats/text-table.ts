import stringWidth from 'string-width';
import { paddedCell, paintedCell, type TextCell } from './text-cell.js';
import { wrapText } from './wrap-text.js';

export interface TextColumn {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Longer text wraps; without it the column is as wide as its widest cell. */
  readonly maximumWidth?: number;
}

export type TextRow =
  | { readonly kind: 'cells'; readonly cells: readonly TextCell[] }
  /** The first cell stands in the first column, the second runs over all the others. */
  | { readonly kind: 'spanning'; readonly label: TextCell; readonly text: TextCell };

const GAP = '  ';

/** Terminal columns that a table needs when no text runs over several columns. */
export function tableWidth(columns: readonly TextColumn[], rows: readonly TextRow[]): number {
  return sum(columnWidths(columns, rows)) + GAP.length * (columns.length - 1);
}

/** Header, a line, the rows. Every line is at most as wide as `width`, or as the columns need. */
export function renderTextTable(columns: readonly TextColumn[], rows: readonly TextRow[], width: number): string[] {
  const widths = columnWidths(columns, rows);
  const used = Math.max(Math.min(tableWidth(columns, rows), width), 1);
  const header: TextRow = { kind: 'cells', cells: columns.map((column) => ({ text: column.header })) };
  return [
    ...rowLines(columns, widths, header, width),
    '─'.repeat(used),
    ...rows.flatMap((row) => rowLines(columns, widths, row, width)),
  ];
}

function rowLines(
  columns: readonly TextColumn[],
  widths: readonly number[],
  row: TextRow,
  tableColumns: number,
): string[] {
  const first = widths[0] ?? 0;
  if (row.kind === 'spanning') {
    const textWidth = Math.max(10, tableColumns - first - GAP.length);
    return besides([
      { cell: row.label, width: first, align: 'left' },
      { cell: row.text, width: textWidth, align: 'left' },
    ]);
  }
  return besides(
    row.cells.map((cell, index) => ({
      cell,
      width: widths[index] ?? 0,
      align: columns[index]?.align ?? 'left',
    })),
  );
}

interface PlacedCell {
  readonly cell: TextCell;
  readonly width: number;
  readonly align: 'left' | 'right';
}

function besides(placed: readonly PlacedCell[]): string[] {
  const wrapped = placed.map(({ cell, width }) => wrapText(cell.text, width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    placed
      .map(({ cell, width, align }, index) => {
        const part: TextCell = { ...cell, text: wrapped[index]?.[line] ?? '' };
        const isLast = index === placed.length - 1;
        return isLast && align === 'left' ? paintedCell(part) : paddedCell(part, width, align);
      })
      .join(GAP)
      .trimEnd(),
  );
}

function columnWidths(columns: readonly TextColumn[], rows: readonly TextRow[]): number[] {
  return columns.map((column, index) => {
    const texts = rows.map((row) => {
      if (row.kind === 'cells') return row.cells[index]?.text ?? '';
      return index === 0 ? row.label.text : '';
    });
    const widest = Math.max(...[column.header, ...texts].map((text) => stringWidth(text)));
    return Math.min(widest, column.maximumWidth ?? widest);
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
