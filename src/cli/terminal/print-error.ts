import { UserError } from '../../core/user-error.js';
import { coloursFor } from './colours.js';
import { formatDiagnostics } from './print-diagnostic.js';
import { terminalText } from './terminal-text.js';

/** What ended the command: a message for what the user can mend, the stack for what is our mistake. */
export function printError(error: unknown, stream: NodeJS.WriteStream): void {
  const colours = coloursFor(stream, process.env);
  if (error instanceof UserError) {
    const places = error.diagnostics.length === 0 ? '' : `${formatDiagnostics(error.diagnostics, colours)}\n\n`;
    stream.write(`${places}${colours.red('error:')} ${terminalText(error.message)}\n`);
  } else if (isSystemError(error)) {
    stream.write(`${colours.red('error:')} ${terminalText(systemErrorInWords(error))}\n`);
  } else {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    stream.write(
      `${terminalText(stack)}\n\n${colours.red('error:')} this is a mistake of AblationMage. What is finished is kept.\n`,
    );
  }
}

/** The operating system refused something: no space, no permission, gone. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

function systemErrorInWords(error: NodeJS.ErrnoException): string {
  const next =
    error.code === 'ENOSPC' || error.code === 'EDQUOT'
      ? 'Make room, or say where there is more with --out DIR and --work-dir DIR.'
      : 'Mend that, or choose other folders with --out DIR and --work-dir DIR.';
  return `${error.message}. ${next} What is finished is kept: the same command continues.`;
}
