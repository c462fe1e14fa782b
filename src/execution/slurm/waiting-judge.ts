import { isCancelledAsAWhole } from './cancelled-job.js';
import { ListedJobs } from './listed-jobs.js';
import { LooksInARow } from './looks-in-a-row.js';
import { hopeless, isLive, jobOf, type TaskState } from './task-state.js';

/** Jobs that no run came out of, before it is said that none ever will. */
const MOST_FRUITLESS = 2;
/** What became of a job that is missing, nobody knows; where one after the other is, they end at once and Slurm soon forgets them. */
const MISSING_BORNE = 2;

/** What one look shows of a batch of which some runs are nobody's yet. */
export interface WaitingLook {
  /** Of its jobs, as far as Slurm lists them. */
  readonly tasks: readonly TaskState[];
  /** Absent where none was submitted. */
  readonly latestJob: string | undefined;
  /** How many runs were taken so far. */
  readonly claimed: number;
  /** The tasks that took runs, ever. */
  readonly takers: ReadonlySet<string>;
  /** Whether a task goes on with a run that it took, whatever Slurm lists. */
  readonly isWorking: boolean;
  /** Jobs and tasks that this program cancelled itself. */
  readonly cancelledHere: ReadonlySet<string>;
}

/**
 * What becomes of the runs that nobody took. `cancelled`: with the job that was to take them. `hopeless`: Slurm will never start a task, for
 * this reason. `fruitless`: one job after the other ended, and no run came out of them; `word` is Slurm's own for the last one, if it lists it.
 */
export type WaitingJudgement =
  | { readonly kind: 'as-is' | 'submit-rest' | 'cancelled' }
  | { readonly kind: 'hopeless'; readonly reason: string }
  | { readonly kind: 'fruitless'; readonly jobIds: readonly string[]; readonly word: string | undefined };

/** Judges, look by look, what becomes of the runs of a batch that nobody took. */
export class WaitingJudge {
  readonly #listed = new ListedJobs();
  readonly #hopeless = new LooksInARow();
  #idle = new LooksInARow();
  /** The tasks that had not ended when one was last seen that had not. */
  #lastLive: readonly string[] = [];
  #claimedAtSubmission = 0;
  /** The latest jobs, since a run was last taken. */
  #barren: readonly string[] = [];
  #fruitless = 0;

  /** Another job is to take them. */
  submitted(jobId: string, claimed: number): void {
    this.takenUp(claimed);
    this.#listed.submitted(jobId);
  }

  /** Jobs of an earlier start are to take them, whenever that was. */
  takenUp(claimed: number): void {
    this.#idle = new LooksInARow();
    this.#lastLive = [];
    this.#claimedAtSubmission = claimed;
  }

  judge(look: WaitingLook): WaitingJudgement {
    const { tasks, latestJob } = look;
    this.#listed.note(tasks);
    const live = tasks.filter(isLive);
    this.#idle.note(live.length === 0);
    if (live.length > 0) this.#lastLive = live.map(({ id }) => id);
    const reason = this.#hopeOf(live);
    if (reason !== undefined) return { kind: 'hopeless', reason };
    if (!this.#idle.areEnough || !this.#listed.areComplete) return { kind: 'as-is' };
    if (latestJob === undefined) return { kind: 'submit-rest' };
    if (wasCancelled(look, latestJob, this.#lastLive)) return { kind: 'cancelled' };
    this.#giveUp(latestJob, look);
    if (this.#fruitless < MOST_FRUITLESS) return { kind: 'submit-rest' };
    const word = tasks.findLast(({ id }) => jobOf(id) === latestJob)?.word;
    return { kind: 'fruitless', jobIds: this.#barren, word };
  }

  /** Where every task waits for what will never come, nothing else would end it. */
  #hopeOf(live: readonly TaskState[]): string | undefined {
    const reasons = live.map(hopeless);
    const reason = reasons.every((each) => each !== undefined) ? reasons[0] : undefined;
    this.#hopeless.note(reason !== undefined);
    return this.#hopeless.areEnough ? reason : undefined;
  }

  #giveUp(jobId: string, { claimed, isWorking }: WaitingLook): void {
    this.#listed.giveUp(jobId);
    if (claimed > this.#claimedAtSubmission) {
      this.#barren = [];
      this.#fruitless = 0;
      return;
    }
    this.#barren = [...this.#barren, jobId];
    const missing = this.#listed.missingInARow;
    // Slurm may tell nothing of a job that is there: one whose task works is.
    if (missing === 0 || (missing > MISSING_BORNE && !isWorking)) this.#fruitless += 1;
  }
}

function wasCancelled(
  { tasks, takers, cancelledHere }: WaitingLook,
  jobId: string,
  lastLive: readonly string[],
): boolean {
  const isOthers = (id: string): boolean => jobOf(id) === jobId && !cancelledHere.has(id) && !cancelledHere.has(jobId);
  return isCancelledAsAWhole(
    tasks.filter(({ id }) => isOthers(id)),
    new Set([...takers].filter(isOthers)),
    new Set(lastLive.filter(isOthers)),
  );
}
