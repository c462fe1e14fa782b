import { withoutControlSequences } from '../../core/without-control-sequences.js';

/**
 * A message for the terminal, lines and indentation as they are, without what a terminal would take as a command: it may
 * quote names of folders, arguments and files, and those are whatever somebody made them.
 */
export function terminalText(message: string): string {
  return withoutControlSequences(message).replaceAll(/[^\P{Cc}\n\t]/gu, '');
}
