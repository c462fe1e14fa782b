import type { BatchKind } from './batch.js';
import type { BatchWatch } from './batch-watch.js';
import { FolderTrouble } from './folder-trouble.js';
import { Pauses } from './pauses.js';
import type { Scheduler } from './scheduler.js';
import { Silence } from './silence.js';
import type { SlurmQueueSettings } from './slurm-queue-settings.js';
import { jobName } from './submit-batch.js';
import type { Submitter } from './submitter.js';

/** Between two looks at what nodes wrote: a tenth of the time since there was something new. */
const PAUSE_PART = 0.1;
const PAUSES_MS = [500, 15_000] as const;
/** Between two questions to Slurm, which serves everybody: the longer a study goes on, the fewer. */
const QUESTION_PART = 0.02;
const QUESTION_PAUSES_MS = [1500, 30_000] as const;

/** Goes round the batches of a study, until each of their runs has come to an end. */
export class BatchRounds {
  readonly #scheduler: Scheduler;
  readonly #submitters: Readonly<Record<BatchKind, Submitter>>;
  readonly #trouble: FolderTrouble;
  readonly #silence: Silence;
  readonly #onFolderAway: () => void;
  readonly #ended: AbortSignal;
  readonly #pauses = new Pauses();
  readonly #watches = new Set<BatchWatch>();
  readonly #openedAt = Date.now();
  #isLooking = false;
  #lastNews = Date.now();
  #askAgainAt = 0;

  /** `onFolderAway`: called when the study's folder stayed away for so long that nothing more can be done. `ended`: nobody waits any more. */
  constructor(
    scheduler: Scheduler,
    submitters: Readonly<Record<BatchKind, Submitter>>,
    note: SlurmQueueSettings['note'],
    onFolderAway: () => void,
    ended: AbortSignal,
  ) {
    this.#scheduler = scheduler;
    this.#submitters = submitters;
    this.#trouble = new FolderTrouble(note);
    this.#silence = new Silence(note);
    this.#onFolderAway = onFolderAway;
    this.#ended = ended;
    ended.addEventListener('abort', () => {
      this.#pauses.end();
    });
  }

  of(kind: BatchKind): BatchWatch[] {
    return [...this.#watches].filter((watch) => kindOf(watch) === kind);
  }

  /** Looks after these batches too. */
  add(watches: readonly BatchWatch[]): void {
    for (const watch of watches) this.#watches.add(watch);
    this.hurry();
  }

  /** Looks after this batch no more. */
  leave(watch: BatchWatch): void {
    this.#watches.delete(watch);
  }

  /** Leaves all batches to themselves, without another look. */
  abandon(): void {
    for (const { runs } of this.#watches) runs.abandon();
    this.#watches.clear();
  }

  /** There may be news soon. One loop for all batches, as long as there are any. */
  hurry(): void {
    this.#lastNews = Date.now();
    this.#pauses.end();
    if (!this.#isLooking) void this.#lookUntilOver();
  }

  async #lookUntilOver(): Promise<void> {
    this.#isLooking = true;
    while (this.#watches.size > 0 && !this.#ended.aborted) {
      try {
        await this.#lookOnce();
        this.#trouble.end();
      } catch (error) {
        if (this.#trouble.bear(error) === 'give-up') this.#onFolderAway();
      }
      await this.#pauses.pause(clamped((Date.now() - this.#lastNews) * PAUSE_PART, PAUSES_MS));
    }
    this.#isLooking = false;
  }

  async #lookOnce(): Promise<void> {
    if ([...this.#watches].map(({ runs }) => runs.look()).includes(true)) this.#lastNews = Date.now();
    await this.#letGo();
    if (this.#watches.size === 0 || Date.now() < this.#askAgainAt) return;
    this.#askAgainAt = Date.now() + clamped((Date.now() - this.#openedAt) * QUESTION_PART, QUESTION_PAUSES_MS);
    const jobIds = [...this.#watches].flatMap(({ runs }) => runs.jobIds);
    const answer = await this.#scheduler.tasksOf(jobIds, this.#ended);
    if (this.#ended.aborted) return;
    if (!answer.ok) {
      this.#silence.goesOn(answer.failure);
      return;
    }
    this.#silence.end();
    for (const watch of this.#watches) {
      const submitter = this.#submitters[kindOf(watch)];
      if (submitter.isSubmitting(watch) || submitter.isEnding) continue;
      if (watch.judge(answer.value) === 'submit-rest') void submitter.submit(watch, 'rest');
    }
    await this.#letGo();
  }

  /** Of batches that are over, tasks that still wait would find nothing to do. */
  async #letGo(): Promise<void> {
    const over = [...this.#watches].filter(({ runs }) => runs.open.length === 0);
    for (const watch of over) this.#watches.delete(watch);
    for (const { runs } of over) await this.#scheduler.cancelWaiting(jobName(runs.batch.manifest.key));
  }
}

function kindOf({ runs }: BatchWatch): BatchKind {
  return runs.batch.manifest.kind;
}

function clamped(ms: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, ms));
}
