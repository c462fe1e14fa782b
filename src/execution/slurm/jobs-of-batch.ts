import { success, type Result } from '../../core/result.js';
import type { Batch } from './batch.js';
import { readJobs } from './batch-folder.js';
import type { Scheduler } from './scheduler.js';
import { jobName } from './submit-batch.js';

/**
 * All jobs that a batch has: those that were noted down, and those that only have its name, since whoever submitted them was killed, or never
 * heard that Slurm took them. A failure says what Slurm answered. `ended`: nobody waits for an answer any more.
 */
export async function jobsOfBatch(
  batch: Batch,
  scheduler: Scheduler,
  ended: AbortSignal,
): Promise<Result<readonly string[], string>> {
  const named = await scheduler.jobsNamed(jobName(batch.manifest.key), ended);
  return named.ok ? success([...new Set([...readJobs(batch), ...named.value])]) : named;
}
