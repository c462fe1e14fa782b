import type { RunRequest } from '../executor.js';
import type { Batch } from './batch.js';
import { claimedRuns, endedRuns, readClaim, readJobs, readOpenBatchesOfRuns, WITHDRAWN } from './batch-folder.js';
import { ControllingJob } from './controlling-job.js';
import { jobsOfBatch } from './jobs-of-batch.js';
import { Scheduler } from './scheduler.js';
import { hopeless, isLive, type TaskState } from './task-state.js';

/** What Slurm has of a study at this moment. */
export interface JobsView {
  /** Where Slurm did not answer, only those that were noted down. */
  readonly jobIds: readonly string[];
  /** Runs without an end. */
  readonly openRuns: number;
  /** Of these, taken by a task that goes on, as far as Slurm tells. */
  readonly takenRuns: number;
  /** Of these, taken by a task that Slurm has ended, or knows no more. */
  readonly goneRuns: number;
  /** Runs that ended, and that nobody has taken into the study yet. */
  readonly endedRuns: number;
  /** Live tasks; `undefined` where Slurm did not answer. */
  readonly tasks: readonly TaskState[] | undefined;
  /** The job that is to see the study through. */
  readonly controllingJob: ControllingJobView;
  /** Why nothing will ever start; absent where something may. */
  readonly obstacle?: string;
}

/** `unknown`: Slurm did not answer. */
export type ControllingJobView =
  { readonly kind: 'none' | 'unknown' } | { readonly kind: 'live'; readonly task: TaskState };

/**
 * Looks at the jobs of a study without having a hand in them; undefined where the study has no run open there. `isNew`: whether the study
 * knows no end of this attempt yet; `ended`: nobody waits for an answer any more.
 */
export async function readJobsView(
  studyDirectory: string,
  environment: NodeJS.ProcessEnv,
  isNew: (request: RunRequest) => boolean,
  ended: AbortSignal,
): Promise<JobsView | undefined> {
  const batches = readOpenBatchesOfRuns(studyDirectory);
  if (batches.length === 0) return undefined;
  const scheduler = new Scheduler(environment);
  const jobs = await Promise.all(batches.map((batch) => jobsOfBatch(batch, scheduler, ended)));
  const jobIds = batches.flatMap((batch, index) => {
    const own = jobs[index];
    return own?.ok ? own.value : readJobs(batch);
  });
  const listed = jobs.every(({ ok }) => ok) ? await scheduler.tasksOf(jobIds, ended) : undefined;
  const tasks = listed?.ok ? listed.value.filter(isLive) : undefined;
  const live = tasks && new Set(tasks.map(({ id }) => id));
  const counts = batches.map((batch) => countRuns(batch, isNew, (taskId) => live?.has(taskId) ?? true));
  const sum = (of: (count: RunCount) => number): number => counts.reduce((total, count) => total + of(count), 0);
  const obstacles = (tasks ?? []).map(hopeless);
  const obstacle = obstacles.every((each) => each !== undefined) ? obstacles[0] : undefined;
  return {
    jobIds,
    openRuns: sum(({ waiting, taken, gone }) => waiting + taken + gone),
    takenRuns: sum(({ taken }) => taken),
    goneRuns: sum(({ gone }) => gone),
    endedRuns: sum(({ endedUntaken }) => endedUntaken),
    tasks,
    controllingJob: await viewOf(new ControllingJob(studyDirectory, scheduler, environment), ended),
    ...(obstacle === undefined ? {} : { obstacle }),
  };
}

async function viewOf(job: ControllingJob, ended: AbortSignal): Promise<ControllingJobView> {
  const live = await job.live(ended);
  if (!live.ok) return { kind: 'unknown' };
  const [task] = live.value;
  return task === undefined ? { kind: 'none' } : { kind: 'live', task };
}

interface RunCount {
  readonly waiting: number;
  readonly taken: number;
  /** Taken by a task that is over. */
  readonly gone: number;
  /** Ended, and not taken into the study yet. */
  readonly endedUntaken: number;
}

/** Runs that were withdrawn are nobody's any more. */
function countRuns(
  batch: Batch,
  isNew: (request: RunRequest) => boolean,
  mayGoOn: (taskId: string) => boolean,
): RunCount {
  const [claimed, ended] = [claimedRuns(batch), endedRuns(batch)];
  const untaken = [...batch.manifest.requests].flatMap((request, position) => (isNew(request) ? [position] : []));
  const open = untaken.filter((position) => !ended.has(position));
  const tasks = open.filter((position) => claimed.has(position)).map((position) => readClaim(batch, position)?.taskId);
  const isGone = (taskId: string | undefined): boolean => taskId !== undefined && !mayGoOn(taskId);
  const own = tasks.filter((taskId) => taskId !== WITHDRAWN);
  const gone = own.filter(isGone).length;
  return {
    waiting: open.length - tasks.length,
    taken: own.length - gone,
    gone,
    endedUntaken: untaken.length - open.length,
  };
}
