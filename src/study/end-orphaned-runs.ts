import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { endOrphans } from '../execution/process/process-record.js';
import type { StudyFolder } from '../store/study-folder.js';

const PROCESS_FILE = 'process.json';

/**
 * Ends what attempts without an outcome left running: the controller was killed in the middle of them. `unlogged`:
 * those that the log knows no end of, relative to the folder. Not those in the folders of
 * `withSlurm`, which run without us.
 */
export async function endOrphanedRuns(
  { directory }: StudyFolder,
  unlogged: readonly string[],
  withSlurm: ReadonlySet<string>,
): Promise<void> {
  const attempts = unlogged.map((attempt) => path.join(directory, attempt));
  const others = ['reproducibility', 'smoke'].map((name) => path.join(directory, name));
  for (const place of [...attempts, ...(await Promise.all(others.map(foldersWithProcess))).flat()]) {
    if (withSlurm.has(place)) continue;
    const isOpen = !existsSync(path.join(place, 'outcome.json')) && existsSync(path.join(place, PROCESS_FILE));
    if (isOpen) await endOrphans(place);
  }
}

async function foldersWithProcess(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true }).catch(() => []);
  return entries
    .filter((entry) => path.basename(entry) === PROCESS_FILE)
    .map((entry) => path.join(root, path.dirname(entry)));
}
