import type { RunRequest } from '../executor.js';
import type { Batch } from './batch.js';
import { claimedRuns, endedRuns, readClaim, readJobs, readOpenBatchesOfRuns, WITHDRAWN } from './batch-folder.js';
import { ControllingJob } from './controlling-job.js';
import { Scheduler } from './scheduler.js';
import { jobName } from './submit-batch.js';
import { hopeless, isLive, type TaskState } from './task-state.js';

/** What Slurm has of a study at this moment. */
export interface JobsView {
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
  /** The job that is to see the study through; absent where there is none, or where Slurm did not answer. */
  readonly controllingJob?: TaskState;
  /** Why nothing will ever start; absent where something may. */
  readonly obstacle?: string;
}

/** Looks at the jobs of a study without having a hand in them. */
export class SlurmJobs {
  readonly #scheduler: Scheduler;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
    this.#scheduler = new Scheduler(environment);
  }

  /**
   * Undefined where the study has no run open there. `isNew`: whether the study knows no end of this attempt yet; `ended`: nobody waits
   * for an answer any more.
   */
  async of(
    studyDirectory: string,
    isNew: (request: RunRequest) => boolean,
    ended: AbortSignal,
  ): Promise<JobsView | undefined> {
    const batches = readOpenBatchesOfRuns(studyDirectory);
    if (batches.length === 0) return undefined;
    const jobs = await Promise.all(batches.map((batch) => this.#jobsOf(batch, ended)));
    const jobIds = jobs.flatMap((ids) => ids ?? []);
    const listed = await this.#scheduler.tasksOf(jobIds, ended);
    const tasks = listed.ok && !jobs.includes(undefined) ? listed.value.filter(isLive) : undefined;
    const controlling = await new ControllingJob(studyDirectory, this.#scheduler, this.#environment).live(ended);
    const controllingJob = controlling.ok ? controlling.value[0] : undefined;
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
      ...(controllingJob === undefined ? {} : { controllingJob }),
      ...(obstacle === undefined ? {} : { obstacle }),
    };
  }

  /** Whoever was killed between submitting and noting it down left only the name; undefined where Slurm does not answer. */
  async #jobsOf(batch: Batch, ended: AbortSignal): Promise<readonly string[] | undefined> {
    const noted = readJobs(batch);
    if (noted.length > 0) return noted;
    const named = await this.#scheduler.jobsNamed(jobName(batch.manifest.key), ended);
    return named.ok ? named.value : undefined;
  }
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
