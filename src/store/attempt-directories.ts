import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * The folders of all attempts that were ever begun, `runs/TRIAL/SEED/ATTEMPT`, relative to the study's folder; none where
 * there is no `runs/`. By hand: Node's recursive listing looks at each of the many files in them.
 */
export function attemptDirectories(studyDirectory: string): string[] {
  return ['runs']
    .flatMap((runs) => foldersIn(studyDirectory, runs))
    .flatMap((trial) => foldersIn(studyDirectory, trial))
    .flatMap((run) => foldersIn(studyDirectory, run));
}

function foldersIn(studyDirectory: string, folder: string): string[] {
  try {
    return readdirSync(path.join(studyDirectory, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.posix.join(folder, entry.name));
  } catch {
    return [];
  }
}
