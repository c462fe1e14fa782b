import type { ControllingJob } from './controlling-job.js';
import type { SlurmQueueSettings } from './slurm-queue-settings.js';

/** Cancels the job that was to see a study through: this command does it. Where Slurm does not answer, there may be one for a while. */
export async function relieveControllingJob(
  controllingJob: ControllingJob,
  note: SlurmQueueSettings['note'],
  interruption: AbortSignal,
): Promise<void> {
  const ended = await controllingJob.end(interruption);
  if (!ended.ok || ended.value.length === 0) return;
  const what = `Cancelled in Slurm: job ${ended.value.join(', ')}, which was to see the study through.`;
  note('note', `${what} This command does.`);
}
