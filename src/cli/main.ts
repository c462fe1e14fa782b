#!/usr/bin/env node
import { UserError } from '../core/user-error.js';
import { EXIT_CODES } from './exit-codes.js';
import { createProgram } from './program.js';

/** The words before the first `--` are ours, those behind it the script's. */
function splitAtDashes(words: readonly string[]): {
  readonly own: readonly string[];
  readonly afterDashes: readonly string[];
} {
  const dashes = words.indexOf('--');
  return dashes === -1
    ? { own: words, afterDashes: [] }
    : { own: words.slice(0, dashes), afterDashes: words.slice(dashes + 1) };
}

// A reader that went away (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exitCode = EXIT_CODES.done;
});

const { own, afterDashes } = splitAtDashes(process.argv.slice(2));
try {
  await createProgram(afterDashes).parseAsync(own, { from: 'user' });
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  const { printUserError } = await import('./terminal/print-user-error.js');
  printUserError(error, process.stderr);
  process.exitCode = EXIT_CODES.couldNotRun;
}
