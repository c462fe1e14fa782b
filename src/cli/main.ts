#!/usr/bin/env node
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

// A reader that went away (`| head`, a closed pager) is no error: the study goes on without it.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

async function fail(error: unknown): Promise<void> {
  const { printError } = await import('./terminal/print-error.js');
  printError(error, process.stderr);
  process.exitCode = EXIT_CODES.couldNotRun;
}

// Node's own exit code for these is 1, which means something else here; the runs must not stay behind either.
process.on('uncaughtException', (error) => {
  void fail(error).then(async () => {
    const { killEveryRun } = await import('../execution/process/live-runs.js');
    killEveryRun();
    process.exit();
  });
});

const { own, afterDashes } = splitAtDashes(process.argv.slice(2));
await createProgram(afterDashes).parseAsync(own, { from: 'user' }).catch(fail);
