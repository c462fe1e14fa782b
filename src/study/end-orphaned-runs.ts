import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { endOrphans } from '../execution/process/process-record.js';
import type { StudyFolder } from '../store/study-folder.js';

const PROCESS_FILE = 'process.json';

/** Ends what attempts without an outcome left running: the controller was killed in the middle of them. */
export async function endOrphanedRuns(folder: StudyFolder): Promise<void> {
  const roots = [
    folder.runsDirectory,
    ...['reproducibility', 'smoke'].map((name) => path.join(folder.directory, name)),
  ];
  for (const root of roots) {
    const entries = await readdir(root, { recursive: true }).catch(() => []);
    for (const entry of entries) {
      if (path.basename(entry) !== PROCESS_FILE) continue;
      const directory = path.join(root, path.dirname(entry));
      if (!existsSync(path.join(directory, 'outcome.json'))) await endOrphans(directory);
    }
  }
}
