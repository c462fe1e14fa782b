import { readFile, stat } from 'node:fs/promises';

/**
 * A file's text. Undefined where there is none, or something else has its name: to open a named pipe waits for whoever
 * writes into it, maybe for ever, and no signal ends that.
 */
export async function readRegularFile(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? readFile(file, 'utf8') : undefined;
}
