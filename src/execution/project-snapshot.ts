import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isNeverNeededFolder } from './workspace/file-names.js';
import type { WorkspacePlan } from './workspace/workspace-plan.js';

/** Size and time of the project's files: enough to see that something was written. */
export type ProjectSnapshot = ReadonlyMap<string, string>;

/** A folder of outputs may hold millions of files; what is beyond this many is not looked at. */
const MOST_FILES = 20_000;

/**
 * Looks at the files of the user's project, outputs and checkpoints included, before and after the runs.
 * Folders linked as a whole, caches and the study's own folders are not entered.
 */
export async function snapshotProject(plan: WorkspacePlan, excluded: readonly string[]): Promise<ProjectSnapshot> {
  const snapshot = new Map<string, string>();
  const wholeLinks = new Set(plan.links);
  const pending = [''];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const directory = path.join(plan.projectRoot, folder);
    for (const entry of await readdir(directory, { withFileTypes: true }).catch(() => [])) {
      const relativePath = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        const isEntered =
          !isNeverNeededFolder(entry.name) &&
          !wholeLinks.has(relativePath) &&
          !excluded.includes(path.join(directory, entry.name));
        if (isEntered) pending.push(relativePath);
      } else if (entry.isFile() && snapshot.size < MOST_FILES) {
        const facts = await stat(path.join(directory, entry.name)).catch(() => undefined);
        if (facts !== undefined) snapshot.set(relativePath, `${facts.size} ${facts.mtimeMs}`);
      }
    }
  }
  return snapshot;
}

/** Files that were changed, added or removed in between: by a run the probe could not stop, or by a person. */
export function changedFiles(before: ProjectSnapshot, after: ProjectSnapshot): string[] {
  const changed = [...after].filter(([file, facts]) => before.get(file) !== facts).map(([file]) => file);
  const removed = [...before.keys()].filter((file) => !after.has(file));
  return [...changed, ...removed].sort();
}
