import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from './error-code.js';
import { messageOf } from './message-of.js';
import { UserError } from './user-error.js';

/**
 * Makes a folder and those above it; harmless where it is there. Rejects with the system's error. Node's own recursive `mkdir` tries
 * for ever, and no signal ends it, where a folder that is there refuses with "no such file", as those of /proc and /sys do.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await makeOne(folder);
  } catch (error) {
    const above = path.dirname(folder);
    if (!isMissing(error) || above === folder) throw error;
    await makeFolder(above);
    await makeOne(folder);
  }
}

/** The same for a folder that a person named: throws a UserError with `advice`, which says what to name instead. */
export async function makeNamedFolder(folder: string, advice: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (error) {
    const reason = messageOf(error);
    throw new UserError(`Cannot make the folder ${folder}: ${reason}. ${advice}`);
  }
}

async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const found = await stat(folder).catch(() => undefined);
    if (found?.isDirectory() !== true) throw error;
  }
}

function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}
