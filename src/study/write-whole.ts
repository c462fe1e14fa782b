import { realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../core/make-folder.js';
import { UserError } from '../core/user-error.js';

/**
 * Writes a file under a folder, whole or not at all; what lies there is replaced, also where it is a link. Throws a UserError
 * where it may not be written, which ends with `elsewhere`: what the user can do then.
 */
export async function writeWhole(
  directory: string,
  file: string,
  content: string | Uint8Array,
  elsewhere: string,
): Promise<void> {
  try {
    await makeFolder(path.dirname(file));
    await demandInside(directory, path.dirname(file));
    // What lies there may be a link, and writing would follow it.
    await rm(`${file}.partial`, { force: true });
    await writeFile(`${file}.partial`, content, { flag: 'wx' });
    await rename(`${file}.partial`, file);
  } catch (error) {
    // A full disk is no matter of where.
    if (!isRefusal(error)) throw error;
    throw new UserError(`Cannot write ${file}: ${error.message}. ${elsewhere}`);
  }
}

function isRefusal(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && error.code !== 'ENOSPC' && error.code !== 'EDQUOT';
}

/** Throws a UserError where a folder of a study that came from elsewhere is a link to somewhere else. */
async function demandInside(directory: string, folder: string): Promise<void> {
  const [root, place] = [await realpath(directory), await realpath(folder)];
  if (place === root || place.startsWith(root + path.sep)) return;
  throw new UserError(
    `${folder} is a link that leads out of ${directory}, to ${place}: nothing is written there. Remove the link and say the same again.`,
  );
}
