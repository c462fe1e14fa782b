import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../core/error-code.js';
import { messageOf } from '../core/message-of.js';
import { makeFolder } from '../core/make-folder.js';
import { UserError } from '../core/user-error.js';
import type { WholeScriptTask } from './task.js';

/**
 * Makes the folder of one call, `ablationmage_outputs/first-call-20250131-164502`, that no earlier call has.
 * Absolute. Throws a UserError where that is not allowed.
 */
export async function makeCallFolder(outputFolder: string, kind: WholeScriptTask['kind'], at: Date): Promise<string> {
  try {
    await makeFolder(outputFolder);
    for (let count = 1; ; count += 1) {
      const folder = path.join(outputFolder, `${kind}-${stamp(at)}${count === 1 ? '' : `-${count}`}`);
      if (await makeNew(folder)) return folder;
    }
  } catch (error) {
    throw new UserError(
      `Cannot write to ${outputFolder}: ${messageOf(error)}. Start the command in a folder where that is allowed.`,
    );
  }
}

/** Writes a file that is not there yet; gives its path. */
export async function writeNewFile(folder: string, name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text, { flag: 'wx' });
  return file;
}

async function makeNew(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Local time, as people look for it. */
function stamp(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  return `${date}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
}
