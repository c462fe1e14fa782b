import path from 'node:path';
import type { FailedOutcome, Outcome } from '../../core/outcome.js';
import { withoutResult } from '../conclude-run.js';
import type { Execution, RunRequest } from '../executor.js';
import { AwaitedRun } from './awaited-run.js';
import type { Batch } from './batch.js';
import {
  claimedRuns,
  claimRun,
  closeBatch,
  endedRuns,
  lookAgain,
  readClaim,
  readTask,
  readTaskLog,
  WITHDRAWN,
  writeJobs,
  type Claim,
  type TaskReport,
} from './batch-folder.js';
import { concludeGone } from './conclude-gone.js';
import { startOf } from './start-of.js';
import { hopeless, isLive, jobOf, type TaskState } from './task-state.js';

/** Three signs of life of a task would have come. */
const SILENT_MS = 35_000;
/** What is gone has to be gone at so many looks in a row: a shared file system may be late with what was written. */
const LOOKS = 3;
/** Submissions that no run came out of, before it is said that none ever will. */
const MOST_FRUITLESS = 2;

/** A job that ends stays listed for some minutes, so that one that is missing was perhaps only not told of; each time it is asked for longer. */
const MISSING_MS = 60_000;
const MOST_MISSING_MS = 60 * 60_000;

/** What a look at Slurm's list came to: whether the runs that nobody took need another submission. */
export type Judgement = 'as-is' | 'submit-rest';

/** One batch, from its submission until each of its runs has come to an end. */
export class BatchWatch {
  readonly batch: Batch;
  readonly #runs: ReadonlyMap<number, AwaitedRun>;
  readonly #outcomeOf: (request: RunRequest) => Outcome | undefined;
  readonly #looksGone = new Map<number, number>();
  readonly #signs = new Map<string, { readonly beats: number; readonly at: number }>();
  readonly #claims = new Map<number, Claim>();
  #looksIdle = 0;
  #looksHopeless = 0;
  #fruitless = 0;
  #claimsAtSubmission = 0;
  /** When a job was last known to be there; none of those that were listed as ended. */
  readonly #thereAt = new Map<string, number>();
  #missing = 0;
  jobIds: readonly string[] = [];

  /** `outcomeOf` reads what a run left in its folder. */
  constructor(batch: Batch, outcomeOf: (request: RunRequest) => Outcome | undefined) {
    this.batch = batch;
    this.#outcomeOf = outcomeOf;
    this.#runs = new Map(batch.manifest.requests.map((request, position) => [position, new AwaitedRun(request)]));
  }

  /** The runs that have not come to an end. */
  get open(): AwaitedRun[] {
    return [...this.#runs.values()].filter((run) => !run.isOver);
  }

  get all(): AwaitedRun[] {
    return [...this.#runs.values()];
  }

  /** How many runs nobody took yet. */
  get waiting(): number {
    const claimed = claimedRuns(this.batch);
    return [...this.#runs].filter(([position, run]) => !run.isOver && !claimed.has(position)).length;
  }

  submitted(jobIds: readonly string[]): void {
    this.takeUp(jobIds);
    const latest = jobIds.at(-1);
    if (latest !== undefined) this.#thereAt.set(latest, performance.now());
  }

  /** The jobs that an earlier start submitted, whenever that was. */
  takeUp(jobIds: readonly string[]): void {
    this.jobIds = jobIds;
    this.#looksIdle = 0;
    this.#claimsAtSubmission = claimedRuns(this.batch).size;
  }

  /** Takes in what the nodes have written. Whether something was new. */
  look(): boolean {
    let isNew = false;
    const [claimed, ended] = [claimedRuns(this.batch), endedRuns(this.batch)];
    for (const [position, run] of this.#runs) {
      if (run.isOver) continue;
      if (claimed.has(position)) this.#takeClaim(position, run);
      const outcome = ended.has(position) ? this.#outcomeOf(run.request) : undefined;
      if (outcome === undefined) continue;
      isNew = true;
      run.finish(outcome);
    }
    if (this.open.length === 0) closeBatch(this.batch);
    return isNew;
  }

  /** Says what became of runs whose tasks are over. `tasks`: those that Slurm knows of. */
  judge(tasks: readonly TaskState[]): Judgement {
    const own = new Map(tasks.filter(({ id }) => this.jobIds.includes(jobOf(id))).map((task) => [task.id, task]));
    const claimed = claimedRuns(this.batch);
    for (const [position, run] of this.#runs) {
      if (!run.isOver && claimed.has(position)) this.#judgeTaken(position, run, own);
    }
    return this.#judgeWaiting(claimed, [...own.values()]);
  }

  /** What has or may yet take a run that the study does not want any more: tasks that have one, and whole jobs where it wants none. */
  jobsOfUnwanted(isWanted: (request: RunRequest) => boolean): readonly string[] {
    const open = [...this.#runs].filter(([, run]) => !run.isOver);
    const unwanted = open.filter(([, { request }]) => !isWanted(request));
    if (unwanted.length === 0) return [];
    if (unwanted.length === open.length) return this.jobIds;
    return unwanted.flatMap(([position]) => {
      const taskId = readClaim(this.batch, position)?.taskId;
      return taskId === undefined || taskId === WITHDRAWN ? [] : [taskId];
    });
  }

  /** Runs that the study does not want any more are nobody's to take, and not waited for. The tasks that have them are returned. */
  withdrawUnwanted(isWanted: (request: RunRequest) => boolean): string[] {
    const tasks: string[] = [];
    for (const [position, run] of this.#runs) {
      if (run.isOver || isWanted(run.request)) continue;
      const wasFree = claimRun(this.batch, position, WITHDRAWN);
      const taskId = wasFree ? undefined : readClaim(this.batch, position)?.taskId;
      if (taskId !== undefined && taskId !== WITHDRAWN) tasks.push(taskId);
      run.finish(cancelled(run.request));
    }
    return tasks;
  }

  /** Ends the runs that nobody has taken, which nobody can take then; a task may be faster, and has its run. */
  withdrawWaiting(endOf: (request: RunRequest) => Execution): void {
    const claimed = claimedRuns(this.batch);
    for (const [position, run] of this.#runs) {
      if (run.isOver || claimed.has(position) || !claimRun(this.batch, position, WITHDRAWN)) continue;
      run.finish(endOf(run.request));
    }
    if (this.open.length === 0) closeBatch(this.batch);
  }

  /** Ends what is open with the same words. */
  finishOpen(outcomeOf: (request: RunRequest) => Execution): void {
    for (const run of this.open) run.finish(this.#outcomeOf(run.request) ?? outcomeOf(run.request));
  }

  /** Leaves what is open to itself, without another look. */
  abandon(): void {
    for (const run of this.open) run.finish('left-running');
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
    const jobId = jobOf(claim.taskId);
    if (this.jobIds.includes(jobId)) return;
    this.jobIds = [...this.jobIds, jobId];
    writeJobs(this.batch, this.jobIds);
  }

  #judgeTaken(position: number, run: AwaitedRun, tasks: ReadonlyMap<string, TaskState>): void {
    const claim = this.#claims.get(position);
    if (claim === undefined) return;
    const task = tasks.get(claim.taskId);
    const report = readTask(this.batch, claim.taskId);
    const isSilent = this.#isSilent(claim.taskId, report?.beats ?? 0);
    // Of a task that Slurm does not list only its own signs tell.
    const isGone = task === undefined ? isSilent : !isLive(task) && (isSilent || isSureToHaveEnded(task, report));
    const looks = isGone ? (this.#looksGone.get(position) ?? 0) + 1 : 0;
    this.#looksGone.set(position, looks);
    if (looks < LOOKS) return;
    lookAgain(run.request.runDirectory);
    const { request } = run;
    const said = { phase: task?.phase ?? 'unknown', word: task?.word ?? '' } as const;
    const gone = { request, claim, firstClaimAt: this.#firstClaimOf(claim.taskId), task: report, ...said };
    run.finish(this.#outcomeOf(request) ?? concludeGone(gone));
    if (this.open.length === 0) closeBatch(this.batch);
  }

  #firstClaimOf(taskId: string): number {
    return Math.min(...[...this.#claims.values()].filter((claim) => claim.taskId === taskId).map(({ at }) => at));
  }

  #isSilent(taskId: string, beats: number): boolean {
    const last = this.#signs.get(taskId);
    if (last?.beats === beats) return performance.now() - last.at > SILENT_MS;
    this.#signs.set(taskId, { beats, at: performance.now() });
    return false;
  }

  #judgeWaiting(claimed: ReadonlySet<number>, tasks: readonly TaskState[]): Judgement {
    const waiting = [...this.#runs].filter(([position, run]) => !run.isOver && !claimed.has(position));
    if (waiting.length === 0) return 'as-is';
    const isComplete = this.#isComplete(tasks);
    const live = tasks.filter(isLive);
    if (live.length > 0) {
      this.#looksIdle = 0;
      this.#judgeHope(live);
      return 'as-is';
    }
    this.#looksIdle += 1;
    if (this.#looksIdle < LOOKS || !isComplete) return 'as-is';
    lookAgain(path.join(this.batch.directory, 'claims'));
    if (claimedRuns(this.batch).size > claimed.size) return 'as-is';
    if (tasks.some(({ phase }) => phase === 'cancelled')) {
      this.withdrawWaiting((request) => cancelled(request, ['Its job was cancelled in Slurm (scancel).']));
      return 'as-is';
    }
    const isListed = tasks.some(({ id }) => jobOf(id) === this.jobIds.at(-1));
    this.#missing = isListed ? 0 : this.#missing + 1;
    if (claimed.size > this.#claimsAtSubmission) this.#fruitless = 0;
    // What became of a job that is missing, nobody knows.
    else if (isListed) this.#fruitless += 1;
    if (this.#fruitless < MOST_FRUITLESS) return 'submit-rest';
    const message = this.#whyNothingCame(tasks);
    this.withdrawWaiting((request) => withoutResult(startOf(request), { kind: 'could-not-start', message }));
    return 'as-is';
  }

  /** Whether no job is missing that was there a moment ago. */
  #isComplete(tasks: readonly TaskState[]): boolean {
    const now = performance.now();
    for (const { id } of tasks) this.#thereAt.delete(jobOf(id));
    for (const task of tasks) if (isLive(task)) this.#thereAt.set(jobOf(task.id), now);
    const patience = Math.min(MISSING_MS * 2 ** this.#missing, MOST_MISSING_MS);
    return [...this.#thereAt.values()].every((at) => at === now || now - at > patience);
  }

  /** Where every task waits for what will never come, nothing else would end it. */
  #judgeHope(live: readonly TaskState[]): void {
    const reasons = live.map(hopeless);
    const reason = reasons.every((each) => each !== undefined) ? reasons[0] : undefined;
    this.#looksHopeless = reason === undefined ? 0 : this.#looksHopeless + 1;
    if (reason === undefined || this.#looksHopeless < LOOKS) return;
    this.withdrawWaiting((request) => withoutResult(startOf(request), { kind: 'could-not-start', message: reason }));
  }

  #whyNothingCame(tasks: readonly TaskState[]): string {
    const last = tasks.at(-1);
    const said = last === undefined ? '' : readTaskLog(this.batch, last.id).replace(/\.$/, '');
    const jobs = `Slurm ended its jobs ${this.jobIds.join(' and ')}${last === undefined ? '' : ` (${last.word})`} before they began`;
    if (said !== '') return `${jobs}, and the last one said: ${said}`;
    return `${jobs}, and they left no word. Nodes have to see ${this.batch.directory}, this program and its Node.js under the same paths`;
  }
}

/** A process outlives what Slurm says of it where its node is only cut off, or where what watches it there was killed. */
function isSureToHaveEnded({ phase }: TaskState, report: TaskReport | undefined): boolean {
  return report?.endedAt !== undefined || (phase !== 'lost' && phase !== 'over');
}

/** The end of a run that nobody made. */
export function cancelled(request: RunRequest, notes: readonly string[] = []): FailedOutcome {
  return withoutResult(startOf(request), { kind: 'cancelled' }, notes);
}
