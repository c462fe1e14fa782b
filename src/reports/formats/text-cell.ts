import stringWidth from 'string-width';

/** Colours a piece of text; the identity where there are none. */
export type Paint = (text: string) => string;

/** Text of a table with its colour kept apart, so that widths and wrapping never see escape codes. */
export interface TextCell {
  readonly text: string;
  readonly paint?: Paint;
}

/** Pads to `width` terminal columns, then colours the text and not the padding. */
export function paddedCell(cell: TextCell, width: number, align: 'left' | 'right'): string {
  const padding = ' '.repeat(Math.max(0, width - stringWidth(cell.text)));
  const painted = paintedCell(cell);
  return align === 'left' ? painted + padding : padding + painted;
}

export function paintedCell(cell: TextCell): string {
  return cell.text === '' || cell.paint === undefined ? cell.text : cell.paint(cell.text);
}
