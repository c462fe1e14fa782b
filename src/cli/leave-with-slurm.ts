import type { StudySettings } from '../config/study-settings.js';
import { submitControllingJob } from '../study/places/submit-controlling-job.js';

/** What is said, and done, when runs go on without this process. */
export async function leaveWithSlurm({ executor, studyDirectory, currentDirectory }: StudySettings): Promise<string> {
  const hint =
    'See how far they are with `ablationmage status`; `ablationmage resume` takes them up and makes the table.\n';
  if (executor.kind !== 'slurm' || executor.attendance !== 'by-controlling-job')
    return `\nThe runs go on in Slurm. ${hint}`;
  const submitted = await submitControllingJob(studyDirectory, currentDirectory, executor.slurm);
  return submitted.ok
    ? `\nThe runs go on in Slurm, and job ${submitted.value} sees them through to the table.\n${hint}`
    : `\nThe runs go on in Slurm, but no job sees them through: ${submitted.failure}. ${hint}`;
}
