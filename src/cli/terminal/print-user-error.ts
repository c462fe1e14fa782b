import type { UserError } from '../../core/user-error.js';
import { coloursFor } from './colours.js';
import { formatDiagnostics } from './print-diagnostic.js';

/** The message, then every place it is about. */
export function printUserError(error: UserError, stream: NodeJS.WriteStream): void {
  const colours = coloursFor(stream, process.env);
  const places = error.diagnostics.length === 0 ? '' : `${formatDiagnostics(error.diagnostics, colours)}\n\n`;
  stream.write(`${places}${colours.red('error:')} ${error.message}\n`);
}
