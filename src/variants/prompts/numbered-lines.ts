/** A file with its line numbers, `  12| x = 1`, as prompts show it; line ends are \n. */
export function numberedLines(text: string, firstLine = 1): string {
  const lines = text.replaceAll(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  const width = String(firstLine + lines.length - 1).length;
  return lines.map((line, index) => `${String(firstLine + index).padStart(width)}| ${line}`.trimEnd()).join('\n');
}
