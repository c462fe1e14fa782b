import { UserError } from '../../core/user-error.js';
import type { StudySettings } from '../../config/study-settings.js';
import type { Batch } from '../../execution/slurm/batch.js';
import { readJobs } from '../../execution/slurm/batch-folder.js';

/**
 * The folders of runs that an earlier start left with Slurm: none of them is an orphan. Throws a UserError where this start would
 * make the same runs elsewhere.
 */
export function demandPlace({ executor }: StudySettings, open: readonly Batch[]): ReadonlySet<string> {
  if (executor.kind === 'local' && open.length > 0) {
    const jobIds = open.flatMap((batch) => readJobs(batch));
    const jobs = jobIds.length === 0 ? '' : ` (job${jobIds.length === 1 ? '' : 's'} ${jobIds.join(', ')})`;
    throw new UserError(
      `Runs of this study are with Slurm${jobs}. Go on with \`ablationmage resume\`, which takes them up, or with --executor slurm; ` +
        'to make them here instead, cancel them there first: Ctrl-C while it waits asks.',
    );
  }
  return new Set(open.flatMap(({ manifest }) => manifest.requests.map(({ runDirectory }) => runDirectory)));
}
