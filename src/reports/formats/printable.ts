import { stripVTControlCharacters } from 'node:util';

/**
 * Text that came from outside (exception messages, metric names, paths) on one line, without the
 * control characters that would move a terminal's cursor or break a table.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
}
