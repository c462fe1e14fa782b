/** A line of a file. */
export interface TextLine {
  /** Without its line end. */
  readonly text: string;
  /** Offset of its first character. */
  readonly start: number;
  /** Offset just behind its line end. */
  readonly end: number;
}

/** The lines of a text; what follows the last line end is a line only where it is not empty. */
export function linesOf(text: string): TextLine[] {
  const lines: TextLine[] = [];
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline + 1;
    lines.push({ text: text.slice(start, end).replace(/\r?\n$/, ''), start, end });
    start = end;
  }
  return lines;
}

/** The texts of the lines. */
export function lineTexts(text: string): string[] {
  return linesOf(text).map((line) => line.text);
}

/** The line end that most lines of a text have; `\n` where there is none. */
export function usualLineEnd(text: string): '\n' | '\r\n' {
  const all = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  return windows * 2 > all ? '\r\n' : '\n';
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}
