import type { StudySettings } from '../config/study-settings.js';
import { submitControllingJob } from '../study/places/submit-controlling-job.js';

const HINT =
  'See how far they are with `ablationmage status`; `ablationmage resume` takes them up and makes the table.';

/** Said where an error ends this process before its jobs. */
export const RUNS_GO_ON = `The runs that Slurm has of this study go on. ${HINT}`;

/** What is said, and done, when runs go on without this process. */
export async function leaveWithSlurm({ executor, studyDirectory, currentDirectory }: StudySettings): Promise<string> {
  if (executor.kind !== 'slurm' || executor.attendance !== 'by-controlling-job')
    return `\nThe runs go on in Slurm. ${HINT}\n`;
  const submitted = await submitControllingJob(studyDirectory, currentDirectory, executor.slurm);
  return submitted.ok
    ? `\nThe runs go on in Slurm, and job ${submitted.value} sees them through to the table.\n${HINT}\n`
    : `\nThe runs go on in Slurm, but no job sees them through: ${submitted.failure}. ${HINT}\n`;
}
