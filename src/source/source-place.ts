import type { SourcePlace } from '../core/diagnostic.js';

/** A place in a file, for people. `row` and `column` count from 0, as the parser does. */
export function sourcePlace(
  file: { readonly path: string; readonly text: string },
  row: number,
  column?: number,
): SourcePlace {
  const sourceLine = file.text.split('\n', row + 1)[row]?.replace(/\r$/, '') ?? '';
  return { file: file.path, line: row + 1, ...(column === undefined ? {} : { column: column + 1 }), sourceLine };
}
