import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** `..`, `Path(__file__).parent`, `os.path.dirname`, `os.pardir`, and what could put such a path together. */
const FOLDER_ABOVE = /(?<!\.)\.\.(?!\.)|\bparents?\b|\bdirname\b|\bpardir\b|\bcd\b/;

/**
 * Whether any source or configuration file (relative to the project), or a word of the command, may reach a folder above the
 * project. Links to everything that lies there cost each run as much time as there are entries, and
 * most scripts need none.
 */
export async function mentionsFolderAbove(
  projectRoot: string,
  files: readonly string[],
  words: readonly string[],
): Promise<boolean> {
  if (words.some((word) => FOLDER_ABOVE.test(word))) return true;
  for (const file of files) {
    const text = await readFile(path.join(projectRoot, file), 'latin1').catch(() => '..');
    if (FOLDER_ABOVE.test(text)) return true;
  }
  return false;
}
