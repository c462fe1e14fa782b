/** What a spreadsheet takes for the beginning of a formula; some pass over blanks before it. */
const FORMULA = /^(?:\s*[=+\-@]|[\t\r])/u;

/** RFC 4180: cells as they are, with quotes where they are needed, lines that end with CR LF. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(field).join(',')}\r\n`).join('');
}

/**
 * Words that came from outside (names, exceptions), as a cell. A spreadsheet runs cells that begin like a formula, so
 * those get an apostrophe in front; numbers are never passed through here.
 */
export function csvWords(words: string): string {
  return FORMULA.test(words) ? `'${words}` : words;
}

function field(text: string): string {
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
