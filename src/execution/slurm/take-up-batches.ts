import { UserError } from '../../core/user-error.js';
import type { RunRequest } from '../executor.js';
import { readJobs, readOpenBatches } from './batch-folder.js';
import { BatchWatch } from './batch-watch.js';
import { jobsOfBatch } from './jobs-of-batch.js';
import type { PatientCancellation } from './patient-cancellation.js';
import type { Scheduler } from './scheduler.js';
import type { SlurmQueueSettings } from './slurm-queue-settings.js';
import { jobName } from './submit-batch.js';
import { jobOf } from './task-state.js';
import { jobsOfUnwanted, withdrawUnwanted } from './unwanted-runs.js';

/**
 * Takes up the batches that an earlier start left, and ends those whose runs are made again anyway. Throws a UserError where Slurm
 * does not end them: they would write into the same folders. `interruption`: what Slurm has not said by then goes unasked.
 */
export async function takeUpBatches(
  { studyDirectory, outcomeOf, note }: SlurmQueueSettings,
  scheduler: Scheduler,
  cancellation: PatientCancellation,
  isWanted: (request: RunRequest) => boolean,
  interruption: AbortSignal,
): Promise<BatchWatch[]> {
  const open: BatchWatch[] = [];
  for (const batch of readOpenBatches(studyDirectory)) {
    const watch = new BatchWatch(batch, outcomeOf);
    const jobs = await jobsOfBatch(batch, scheduler, interruption);
    watch.takeUp(jobs.ok ? jobs.value : readJobs(batch));
    const isKept = batch.manifest.kind === 'kept';
    const ended = await endUnwanted(watch, cancellation, (request) => isKept && isWanted(request));
    if (isKept && ended.length > 0)
      note('warning', `Cancelled in Slurm, since other sources are asked for: ${ended.join(', ')}.`);
    if (watch.runs.open.length > 0) open.push(watch);
    else await scheduler.cancelWaiting(jobName(batch.manifest.key));
  }
  return open;
}

/** The jobs and tasks that it cancelled. */
async function endUnwanted(
  watch: BatchWatch,
  cancellation: PatientCancellation,
  isWanted: (request: RunRequest) => boolean,
): Promise<readonly string[]> {
  const { runs } = watch;
  // Withdrawn only then: where Slurm does not end what has begun, all of them go on as before.
  const ids = jobsOfUnwanted(runs, isWanted);
  await demandEnd(cancellation, ids);
  runs.look();
  const late = withdrawUnwanted(runs, isWanted).filter(
    (taskId) => !ids.includes(taskId) && !ids.includes(jobOf(taskId)),
  );
  await demandEnd(cancellation, late);
  const ended = [...ids, ...late];
  watch.cancelledHere(ended);
  runs.look();
  return ended;
}

async function demandEnd(cancellation: PatientCancellation, ids: readonly string[]): Promise<void> {
  const answer = await cancellation.end(ids);
  if (answer.ok) return;
  const what = `Slurm did not cancel ${ids.join(', ')} (${answer.failure}), whose runs are not wanted any more.`;
  throw new UserError(`${what} Nothing was submitted. Try again when it answers.`);
}
