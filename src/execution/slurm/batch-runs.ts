import path from 'node:path';
import type { Outcome } from '../../core/outcome.js';
import type { Execution, RunRequest } from '../executor.js';
import { AwaitedRun } from './awaited-run.js';
import type { Batch } from './batch.js';
import { claimedRuns, claimRun, closeBatch, endedRuns, readClaim, WITHDRAWN, type Claim } from './batch-folder.js';
import { cancelled } from './cancelled.js';
import { lookAgain } from './look-again.js';
import { NotedJobs } from './noted-jobs.js';
import { jobOf } from './task-state.js';

/** A run that has not come to an end. */
export interface OpenRun {
  /** In the batch's list. */
  readonly position: number;
  readonly run: AwaitedRun;
}

/** One that a task took. */
export interface TakenRun extends OpenRun {
  readonly claim: Claim;
}

/** The runs of a batch, as far as its folder tells: who took them, how they ended, and which jobs they were submitted as. */
export class BatchRuns {
  readonly batch: Batch;
  readonly #runs: ReadonlyMap<number, AwaitedRun>;
  readonly #outcomeOf: (request: RunRequest) => Outcome | undefined;
  readonly #jobs: NotedJobs;
  readonly #claims = new Map<number, Claim>();
  #claimed: ReadonlySet<number> = new Set();
  /** Nobody waits for them here, yet they have not come to an end: they are another start's. */
  #areLeft = false;

  /** `outcomeOf` reads what a run left in its folder. */
  constructor(batch: Batch, outcomeOf: (request: RunRequest) => Outcome | undefined) {
    this.batch = batch;
    this.#jobs = new NotedJobs(batch);
    this.#outcomeOf = outcomeOf;
    this.#runs = new Map(batch.manifest.requests.map((request, position) => [position, new AwaitedRun(request)]));
  }

  get all(): AwaitedRun[] {
    return [...this.#runs.values()];
  }

  /** The runs that have not come to an end. */
  get open(): OpenRun[] {
    return [...this.#runs].flatMap(([position, run]) => (run.isOver ? [] : [{ position, run }]));
  }

  /** Of these, those that a task took. */
  get taken(): TakenRun[] {
    return this.open.flatMap((open) => {
      const claim = this.#claims.get(open.position);
      return claim === undefined ? [] : [{ ...open, claim }];
    });
  }

  /** Of these, how many nobody had taken at the last look. */
  get waiting(): number {
    return this.open.filter(({ position }) => !this.#claimed.has(position)).length;
  }

  /** How many were taken so far. */
  get claimed(): number {
    return this.#claimed.size;
  }

  /** When a task took its first run, of each that took any. Milliseconds since 1970, by the node's clock. */
  get firstClaims(): ReadonlyMap<string, number> {
    const first = new Map<string, number>();
    for (const { taskId, at } of this.#claims.values()) first.set(taskId, Math.min(at, first.get(taskId) ?? at));
    return first;
  }

  /** In the order of their submission. */
  get jobIds(): readonly string[] {
    return this.#jobs.ids;
  }

  /** Takes note of jobs of its own, which may be known already. Never throws. */
  know(jobIds: readonly string[]): void {
    this.#jobs.add(jobIds);
  }

  /** Takes in what the nodes have written. Whether something was new. */
  look(): boolean {
    let isNew = false;
    const ended = endedRuns(this.batch);
    this.#claimed = claimedRuns(this.batch);
    for (const { position, run } of this.open) {
      if (this.#claimed.has(position)) this.#takeClaim(position, run);
      const outcome = ended.has(position) ? this.#outcomeOf(run.request) : undefined;
      if (outcome === undefined) continue;
      isNew = true;
      run.finish(outcome);
    }
    this.#jobs.write();
    this.#closeIfOver();
    return isNew;
  }

  /** The same, past what a file system may have kept of how the folder was. */
  lookAnew(): boolean {
    lookAgain(path.join(this.batch.directory, 'claims'));
    return this.look();
  }

  /** Ends the runs that nobody has taken, which nobody can take then; a task may be faster, and has its run. */
  withdrawWaiting(endOf: (request: RunRequest) => Execution): void {
    if (this.#areLeft) return;
    const claimed = claimedRuns(this.batch);
    for (const { position, run } of this.open) {
      if (!claimed.has(position) && claimRun(this.batch, position, WITHDRAWN)) run.finish(endOf(run.request));
    }
    this.#closeIfOver();
  }

  /** Ends a run whose task is gone: with what it left, if it left a result. */
  finishGone(run: AwaitedRun, endOf: (request: RunRequest) => Execution): void {
    lookAgain(run.request.runDirectory);
    run.finish(this.#outcomeOf(run.request) ?? endOf(run.request));
    this.#closeIfOver();
  }

  /** Ends what is open with the same words. */
  finishOpen(endOf: (request: RunRequest) => Execution): void {
    for (const { run } of this.open) run.finish(this.#outcomeOf(run.request) ?? endOf(run.request));
  }

  /** Leaves what is open to itself, without another look. */
  abandon(): void {
    this.#areLeft = true;
    for (const { run } of this.open) run.finish('left-running');
  }

  /** Who has it is read once; a job that nobody noted down (its submission came through without a word) is one of ours. */
  #takeClaim(position: number, run: AwaitedRun): void {
    if (this.#claims.has(position)) return;
    const claim = readClaim(this.batch, position);
    // A shared file system may list it before it lets it be read.
    if (claim === undefined) return;
    // By an earlier start, which could not end the others.
    if (claim.taskId === WITHDRAWN) {
      run.finish(cancelled(run.request));
      return;
    }
    run.start();
    this.#claims.set(position, claim);
    this.know([jobOf(claim.taskId)]);
  }

  #closeIfOver(): void {
    if (this.#areLeft) return;
    if (this.open.length === 0) closeBatch(this.batch);
  }
}
