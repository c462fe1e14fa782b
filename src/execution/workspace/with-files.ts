import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { foldersOnTheWay } from '../../core/paths-below.js';
import type { Farm } from './farm.js';

/**
 * Puts further files into the copies of a farm, or others in the place of the project's: what it gives is to be used instead of the
 * farm, whose own kept sources change. `files`: texts by path in the project.
 */
export async function withFiles(farm: Farm, files: ReadonlyMap<string, string>): Promise<Farm> {
  for (const [file, text] of files) {
    const kept = path.join(farm.pristineDirectory, file);
    await mkdir(path.dirname(kept), { recursive: true });
    await writeFile(kept, text);
  }
  const { plan } = farm;
  const names = [...files.keys()];
  return {
    ...farm,
    plan: {
      ...plan,
      directories: [...new Set([...plan.directories, ...names.flatMap(foldersOnTheWay)])].toSorted(),
      copies: [...new Set([...plan.copies, ...names])].toSorted(),
      links: plan.links.filter((link) => !files.has(link)),
    },
  };
}
