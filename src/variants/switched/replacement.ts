/** `[start, end)` of a text gets another text. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The part `[start, end)` of a text with the replacements that lie in it. They must not overlap. */
export function replaced(text: string, start: number, end: number, replacements: readonly Replacement[]): string {
  let result = '';
  let position = start;
  for (const replacement of [...replacements].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(position, replacement.start) + replacement.text;
    position = replacement.end;
  }
  return result + text.slice(position, end);
}
