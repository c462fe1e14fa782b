import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Surrounding } from './workspace-plan.js';

/** Scripts rarely reach further up than this. */
const LEVELS = 3;

/**
 * Lists what lies beside the project and beside the folders above it, so that `../data` and `../../x`
 * are found from a copy too. Folders named in `excluded` (absolute) are not listed: a walk over `..`
 * would run into the study's own work.
 */
export async function readSurroundings(projectRoot: string, excluded: readonly string[]): Promise<Surrounding[]> {
  const surroundings: Surrounding[] = [];
  let child = projectRoot;
  for (let level = 0; level < LEVELS && path.dirname(child) !== child; level += 1) {
    const directory = path.dirname(child);
    const names = await readdir(directory).catch(() => []);
    const entries = names.filter(
      (name) => path.join(directory, name) !== projectRoot && !excluded.includes(path.join(directory, name)),
    );
    surroundings.push({ directory, entries: entries.sort() });
    child = directory;
  }
  return surroundings;
}
