import { readFileSync, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { hasCode } from './error-code.js';

/**
 * A file's text. Undefined where there is none, or something else has its name: to open a named pipe waits for whoever
 * writes into it, maybe for ever, and no signal ends that.
 */
export async function readRegularFile(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? readFile(file, 'utf8') : undefined;
}

/**
 * As `readRegularFile`, for one of thousands: opened together they are more than a process may have open, and what
 * cannot be opened for that looks like a file that is gone. One after the other they are read several times as fast.
 * Undefined also where the file cannot be read.
 */
export function readOneOfMany(file: string): string | undefined {
  try {
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : undefined;
  } catch (error) {
    // Our own limit.
    if (hasCode(error, 'EMFILE', 'ENFILE')) throw error;
    return undefined;
  }
}
