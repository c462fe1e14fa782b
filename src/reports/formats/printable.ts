import { withoutControlSequences } from '../../core/without-control-sequences.js';

/**
 * Text that came from outside (exception messages, metric names, paths) on one line, without the
 * control characters that would move a terminal's cursor or break a table.
 */
export function printable(text: string): string {
  return withoutControlSequences(text)
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim();
}
