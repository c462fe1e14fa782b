/** A line without its comment and indentation. A `#` in a string counts as one, on both sides of a comparison alike. */
export function codeOfLine(line: string): string {
  return line.replace(/#.*$/, '').trim();
}

/** The same for comparing: without blanks and the kind of quotes, which formatters change. */
export function squeezedCode(line: string): string {
  return codeOfLine(line).replaceAll(/\s/g, '').replaceAll('"', "'");
}
