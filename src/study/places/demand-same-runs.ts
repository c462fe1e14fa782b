import type { StudySettings } from '../../config/study-settings.js';
import { UserError } from '../../core/user-error.js';
import type { RunRequest } from '../../execution/executor.js';
import { endedRuns, readJobs, readOpenBatchesOfRuns } from '../../execution/slurm/batch-folder.js';

/**
 * Runs under way that a start does not ask for are of other sources, or were asked for by another command: nobody cancels hours of
 * them without being told to. Throws a UserError that says how to have them, or how to be rid of them.
 */
export function demandSameRuns(
  { studyDirectory, changedRuns, sourcesFrom }: StudySettings,
  isWanted: (request: RunRequest) => boolean,
): void {
  if (changedRuns === 'rerun') return;
  const kept = readOpenBatchesOfRuns(studyDirectory);
  const others = kept.flatMap((batch) => {
    const ended = endedRuns(batch);
    return batch.manifest.requests.filter((request, position) => !ended.has(position) && !isWanted(request));
  });
  if (others.length === 0) return;
  const jobIds = kept.flatMap((batch) => readJobs(batch)).join(', ');
  const runs = `${others.length} run(s) that Slurm has of this study (jobs ${jobIds})`;
  if (sourcesFrom !== undefined) {
    throw new UserError(
      `${runs} are not what this study would ask for now, although the sources are those they were submitted with (a copy is in ` +
        `${sourcesFrom}): Python’s packages, or an ablation.yaml outside of the project, have changed since. They go on, and nothing was ` +
        'changed. Put it back as it was and resume once more; --rerun cancels them and makes the runs of now.',
    );
  }
  throw new UserError(
    `${runs} are not what this command asks for: the sources, the seeds or the options are others than when they were submitted. They go on, ` +
      'and nothing was changed. `ablationmage resume` sees them through with the sources they were submitted with; --rerun cancels them ' +
      'and makes the runs of now.',
  );
}
