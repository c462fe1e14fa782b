import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { KeptEvent } from '../core/event.js';
import { attemptDirectoryName } from './study-folder.js';

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

/** Of these the ones that the log has no outcome of: a start was killed while they ran, or before it took their outcome in. */
export function unloggedAttempts(studyDirectory: string, events: readonly KeptEvent[]): string[] {
  const logged = new Set(
    events.flatMap((event) =>
      event.type === 'run-ended' ? [attemptDirectoryName(event.run, event.outcome.attempt)] : [],
    ),
  );
  return attemptDirectories(studyDirectory).filter((directory) => !logged.has(directory));
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
