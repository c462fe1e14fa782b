import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pasteCommands } from './clipboard-commands.js';

const LIMIT_MS = 5000;
const MOST_BYTES = 16 * 1024 * 1024;

/** What is on the clipboard; undefined where there is none, or no program for it. */
export async function readClipboard(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const [program, ...words] of pasteCommands(environment)) {
    const options = { env: environment, timeout: LIMIT_MS, maxBuffer: MOST_BYTES };
    const pasted = await promisify(execFile)(program, words, options).catch(() => undefined);
    if (pasted !== undefined) return pasted.stdout;
  }
  return undefined;
}
