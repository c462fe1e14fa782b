import { isBlank } from './text-lines.js';

const NUMBERED = /^[ \t]*\d+\|(?: |$)/;

/** The two sides of a block without the line numbers of our prompt (`  12| code`), where a model copied them. */
export function stripLineNumbers(
  search: readonly string[],
  replace: readonly string[],
): { readonly search: readonly string[]; readonly replace: readonly string[] } {
  if (!isNumbered(search)) return { search, replace };
  return { search: search.map(withoutNumber), replace: isNumbered(replace) ? replace.map(withoutNumber) : replace };
}

function isNumbered(lines: readonly string[]): boolean {
  const written = lines.filter((line) => !isBlank(line));
  return written.length > 0 && written.every((line) => NUMBERED.test(line));
}

function withoutNumber(line: string): string {
  return line.replace(NUMBERED, '');
}
