import path from 'node:path';
import type { Report } from '../core/report.js';
import { UserError } from '../core/user-error.js';
import { readWrittenFiles, type WrittenFiles } from '../execution/written-files.js';

/** So many paths a script can bear. */
const MOST_ADDED = 2000;

/**
 * What the runs of a study wrote into their working copies, all of them together. Throws a UserError where that is not known of a
 * run that ended well, or is too much to be named in a script: what is not named the next training would find.
 */
export function writtenByRuns(studyDirectory: string, { runs }: Report): WrittenFiles {
  const written = runs.flatMap(({ state, trialId, seedIndex, directory }) => {
    const files = directory === undefined ? undefined : readWrittenFiles(path.join(studyDirectory, directory));
    if (files !== undefined) return [files];
    if (state !== 'completed') return [];
    throw new UserError(
      `What ${trialId} at seed ${seedIndex} wrote was not noted (by an earlier version, or the disk was full), so that a script could not keep its ` +
        'trainings apart. Run the study with --rerun first.',
    );
  });
  const replaced = new Set(written.flatMap((files) => files.replaced));
  const added = new Set(written.flatMap((files) => files.added).filter((file) => !replaced.has(file)));
  if (added.size > MOST_ADDED) {
    throw new UserError(
      `The study's runs wrote ${added.size} files beside yours, more than a script can name. Let the script write them into a folder of their own, and run the study again.`,
    );
  }
  return { added: [...added], replaced: [...replaced] };
}
