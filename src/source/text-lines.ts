/** Offset of the first character of the line that holds `offset`. */
export function lineStartBefore(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset just behind the line end (`\n`, `\r\n`) that follows `offset`, or the end of the text. */
export function lineEndAfter(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

/** Whether only spaces and tabs stand before `offset` on its line. */
export function lineStartsWith(text: string, offset: number): boolean {
  return text.slice(lineStartBefore(text, offset), offset).trim() === '';
}

/** Whether only white space and a comment follow `offset` on its line. */
export function lineEndsWith(text: string, offset: number): boolean {
  return /^[ \t\f]*(#.*)?\r?\n?$/.test(text.slice(offset, lineEndAfter(text, offset)));
}
