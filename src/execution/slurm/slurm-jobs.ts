import type { RunRequest } from '../executor.js';
import { claimedRuns, endedRuns, readJobs, readOpenBatches } from './batch-folder.js';
import { Scheduler } from './scheduler.js';
import { hopeless, isLive, type TaskState } from './task-state.js';

/** What Slurm has of a study at this moment. */
export interface JobsView {
  readonly jobIds: readonly string[];
  /** Runs without an end. */
  readonly openRuns: number;
  /** Of these, taken by a task. */
  readonly takenRuns: number;
  /** Runs that ended, and that nobody has taken into the study yet. */
  readonly endedRuns: number;
  /** Live tasks; `undefined` where Slurm did not answer. */
  readonly tasks: readonly TaskState[] | undefined;
  /** Why nothing will ever start; absent where something may. */
  readonly obstacle?: string;
}

/** Looks at the jobs of a study without having a hand in them. */
export class SlurmJobs {
  readonly #scheduler: Scheduler;

  constructor(environment: NodeJS.ProcessEnv) {
    this.#scheduler = new Scheduler(environment);
  }

  /** Undefined where the study has no run open there. `isNew`: whether a run that ended is not taken into the study yet. */
  async of(studyDirectory: string, isNew: (request: RunRequest | undefined) => boolean): Promise<JobsView | undefined> {
    const batches = readOpenBatches(studyDirectory).filter(({ manifest }) => manifest.kind === 'kept');
    if (batches.length === 0) return undefined;
    const jobIds = batches.flatMap((batch) => readJobs(batch));
    const listed = await this.#scheduler.tasksOf(jobIds);
    const tasks = listed.ok ? listed.value.filter(isLive) : undefined;
    const counts = batches.map((batch) => ({
      runs: batch.manifest.requests.length,
      taken: claimedRuns(batch).size,
      ended: endedRuns(batch).size,
      new: [...endedRuns(batch)].filter((position) => isNew(batch.manifest.requests[position])).length,
    }));
    const sum = (of: (count: (typeof counts)[number]) => number): number =>
      counts.reduce((total, count) => total + of(count), 0);
    const obstacles = (tasks ?? []).map(hopeless);
    const obstacle = obstacles.every((each) => each !== undefined) ? obstacles[0] : undefined;
    return {
      jobIds,
      openRuns: sum(({ runs, ended }) => runs - ended),
      takenRuns: sum(({ taken, ended }) => taken - ended),
      endedRuns: sum((count) => count.new),
      tasks,
      ...(obstacle === undefined ? {} : { obstacle }),
    };
  }
}
