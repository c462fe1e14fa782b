import { printable } from '../formats/printable.js';

/**
 * A text without characters that are not seen: direction marks that would show a line in another order than it is written,
 * zero-width spaces that would hide a number, and what a terminal takes as a command. Its lines stay.
 */
export function withoutHiddenCharacters(text: string): string {
  return text
    .split(/\r?\n/u)
    .map((line) => printable(line.replaceAll(/\p{Cf}/gu, '')))
    .join('\n');
}
