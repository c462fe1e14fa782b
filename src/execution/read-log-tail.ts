import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { shownLines } from './shown-lines.js';

const READ_BYTES = 65_536;

/** The last lines of a log as a terminal would show them: no control sequences, progress bars at their last state. */
export function readLogTail(file: string, lines: number): string[] {
  return shownLines(readEnd(file)).slice(-lines);
}

/**
 * What a person wants to see of a failed run: the end of what it said on stderr, where tracebacks are,
 * after the end of what it printed. The two are separate files, so their order in time is not known.
 */
export function readLogTails(stdoutFile: string, stderrFile: string, lines: number): string[] {
  const errors = readLogTail(stderrFile, lines);
  const kept = errors.slice(-Math.max(lines - 5, 0));
  const printed = readLogTail(stdoutFile, lines - kept.length);
  return [...printed, ...kept];
}

function readEnd(file: string): string {
  if (!existsSync(file)) return '';
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const length = Math.min(size, READ_BYTES);
    const buffer = Buffer.alloc(length);
    const bytesRead = readSync(descriptor, buffer, 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    closeSync(descriptor);
  }
}
