import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Farm } from './farm.js';

/** A farm whose copies have further files, or others in the place of the project's. `files`: texts by path in the project. */
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
      directories: [...new Set([...plan.directories, ...names.flatMap(foldersOf)])].toSorted(),
      copies: [...new Set([...plan.copies, ...names])].toSorted(),
      links: plan.links.filter((link) => !files.has(link)),
    },
  };
}

function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
