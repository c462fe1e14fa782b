import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from '../../core/error-code.js';
import { UserError } from '../../core/user-error.js';

/** In every folder that an export made, so that no other is ever replaced. */
const MARKER = '.ablationmage-export';

/** Throws a UserError where there is something else than an earlier export. */
export async function demandReplaceable(folder: string): Promise<void> {
  const names: readonly string[] = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  if (names.length === 0 || names.includes(MARKER)) return;
  throw new UserError(
    `${folder} is not from an earlier export, and nothing was written. Say with --output DIR where the export may be.`,
  );
}

/**
 * Puts `made` in the place of `folder`, which goes aside first and comes back where that fails. Both lie on one
 * file system; `aside` does not exist yet.
 */
export async function replaceFolder(folder: string, made: string, aside: string): Promise<void> {
  await writeFile(path.join(made, MARKER), 'Written by `ablationmage report --to`, which replaces this folder.\n');
  const hasOld = await rename(folder, aside).then(
    () => true,
    () => false,
  );
  try {
    await rename(made, folder);
  } catch (error) {
    if (hasOld) await rename(aside, folder);
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}
