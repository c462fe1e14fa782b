import { existsSync } from 'node:fs';
import { readFile, realpath, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../core/user-error.js';
import { writeWhole } from '../study/write-whole.js';
import type { ExportedScript } from './export-script.js';
import { isAsWritten, listName, listOf, staleFiles } from './list-of-written.js';

/**
 * Writes an export where its script shall be, and beside it the list of what was written; what a former export of the script
 * wrote besides, and nobody changed since, is removed. Returns the paths of its files, absolute. Throws a UserError, and writes nothing, where something else lies there; `force` writes over that, but never
 * over the study's own files.
 */
export async function writeExported(exported: ExportedScript, target: string, force: boolean): Promise<string[]> {
  const folder = exported.kind === 'one-file' ? path.dirname(target) : folderOf(target);
  const list = listName(path.basename(target));
  const files = new Map([...exported.files, [list, listOf(exported.files)]]);
  for (const [name, text] of files) {
    await demandNoOriginal(path.join(folder, name), exported.originals);
    if (!force) await demandFree(folder, name, text);
  }
  const stale = await staleFiles(folder, list, files);
  // The list comes last: where a file cannot be written, the former list still knows those that were not yet.
  for (const [name, text] of files) {
    await writeWhole(folder, path.join(folder, name), text, 'Choose another --script.');
  }
  for (const name of stale) await rm(path.join(folder, name));
  return [...files.keys()].map((name) => path.join(folder, name));
}

/** Throws a UserError where it is known already that an export would not be written: no one should wait for that. */
export async function demandPlace(target: string): Promise<void> {
  const name = path.basename(target);
  for (const folder of [path.dirname(target), folderOf(target)]) await demandFree(folder, name, undefined);
}

function folderOf(target: string): string {
  return target.replace(/\.py$/u, '');
}

/** Not even by force: the study would be gone. */
async function demandNoOriginal(file: string, originals: readonly string[]): Promise<void> {
  if (!existsSync(file)) return;
  const target = await realpath(file);
  const taken = await Promise.all(originals.map((original) => realpath(original).catch(() => original)));
  if (!taken.includes(target)) return;
  throw new UserError(`${path.relative('.', file)} is a file of the study itself. Choose another --script.`);
}

/** What a person wrote or changed is not written over, unless it says the same. */
async function demandFree(folder: string, name: string, text: string | undefined): Promise<void> {
  const file = path.join(folder, name);
  if (!existsSync(file)) return;
  if ((await stat(file)).isFile()) {
    if ((await readFile(file, 'utf8')) === text || (await isAsWritten(folder, name))) return;
  }
  throw new UserError(
    `${path.relative('.', file)} exists already, and is not as an export wrote it. Choose another --script, or say --force to write over it.`,
  );
}
