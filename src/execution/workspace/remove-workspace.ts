import { chmod, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../core/message-of.js';

/**
 * Removes a run's copy, read-only folders included; links are removed, never what they lead to.
 * Returns what stood in the way, for a note; a copy that stays behind is no failure of the run.
 */
export async function removeWorkspace(directory: string): Promise<string | undefined> {
  try {
    await rm(directory, { recursive: true, force: true });
    return undefined;
  } catch {
    return removeReadOnly(directory);
  }
}

async function removeReadOnly(directory: string): Promise<string | undefined> {
  try {
    await makeWritable(directory);
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    return undefined;
  } catch (error) {
    return `The working copy ${directory} could not be removed: ${messageOf(error)}`;
  }
}

async function makeWritable(directory: string): Promise<void> {
  await chmod(directory, 0o700);
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeWritable(path.join(directory, entry.name));
  }
}
