import { isLive, jobOf, type TaskState } from './task-state.js';

/** A job that ends stays listed for some minutes, so that one that is missing was perhaps only not told of; each time it is asked for longer. */
const MISSING_MS = 60_000;
const MOST_MISSING_MS = 60 * 60_000;

/** Which jobs Slurm lists, and which are missing though it had them a moment ago. */
export class ListedJobs {
  /** When a job was last known to be there; none of those that were listed as ended. */
  readonly #thereAt = new Map<string, number>();
  #listed: ReadonlySet<string> = new Set();
  #notedAt = 0;
  #missingInARow = 0;

  submitted(jobId: string): void {
    this.#thereAt.set(jobId, performance.now());
  }

  /** Takes in what Slurm lists now. */
  note(tasks: readonly TaskState[]): void {
    this.#notedAt = performance.now();
    this.#listed = new Set(tasks.map(({ id }) => jobOf(id)));
    for (const jobId of this.#listed) this.#thereAt.delete(jobId);
    for (const task of tasks) if (isLive(task)) this.#thereAt.set(jobOf(task.id), this.#notedAt);
  }

  /** Whether no job was missing that was there a moment ago. */
  get areComplete(): boolean {
    const patience = Math.min(MISSING_MS * 2 ** this.#missingInARow, MOST_MISSING_MS);
    return [...this.#thereAt.values()].every((at) => at === this.#notedAt || this.#notedAt - at > patience);
  }

  /** How many jobs in a row were not listed any more when nobody waited for them any longer. */
  get missingInARow(): number {
    return this.#missingInARow;
  }

  /** Nobody waits for this job any longer. */
  giveUp(jobId: string): void {
    this.#missingInARow = this.#listed.has(jobId) ? 0 : this.#missingInARow + 1;
  }
}
