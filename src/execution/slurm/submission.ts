import { unreachable } from '../../core/unreachable.js';
import { withoutResult } from '../conclude-run.js';
import type { BatchWatch } from './batch-watch.js';
import { jobsOfBatch } from './jobs-of-batch.js';
import { nextStep, type Refusal } from './refusal.js';
import type { Scheduler } from './scheduler.js';
import type { SlurmQueueSettings } from './slurm-queue-settings.js';
import { startOf } from './start-of.js';
import { submissionWords } from './submit-batch.js';

/** An array of more tasks serves nobody: each takes several runs, and what is left is submitted again. */
const MOST_TASKS = 1000;
/** Of smoke runs, so that a few are one job on one node. */
const SHORT_RUNS_PER_TASK = 8;
/** Of a limit that is not named it may be that no time mends it. */
const MOST_PATIENCE_MS = 10 * 60_000;

/**
 * What a try to submit came to. `over`: Slurm has it, or will never have it, or nobody waits for it any more. `fewer`: fewer tasks may pass
 * at once. `silent`: Slurm does not say whether it has it. A refusal: it may be otherwise later.
 */
export type Try = 'over' | 'fewer' | 'silent' | Refusal;

/** `new`: the first of its batch. `rest`: another one, for what nobody took. */
export type SubmissionKind = 'new' | 'rest';

/** What a submission has to know of its study. */
export type SubmissionSettings = Pick<SlurmQueueSettings, 'slurm' | 'launcher' | 'mostAtOnce' | 'note'>;

/** The runs of a batch that nobody took, on their way to Slurm. */
export class Submission {
  readonly #watch: BatchWatch;
  readonly #settings: SubmissionSettings;
  readonly #scheduler: Scheduler;
  readonly #ended: AbortSignal;
  readonly #earlierJobs: ReadonlySet<string>;
  readonly #deadline = Date.now() + MOST_PATIENCE_MS;
  #mostTasks = MOST_TASKS;
  /** As many tasks are tried next, as more were refused just now. */
  #fewer: number | undefined;
  #mayBeThere: boolean;
  #isUnclear: boolean;

  /** `ended`: nobody wants to know any more what came of it. */
  constructor(
    watch: BatchWatch,
    which: SubmissionKind,
    settings: SubmissionSettings,
    scheduler: Scheduler,
    ended: AbortSignal,
  ) {
    this.#watch = watch;
    this.#settings = settings;
    this.#scheduler = scheduler;
    this.#ended = ended;
    this.#earlierJobs = new Set(watch.runs.jobIds);
    // A submission of before may have come through without a word, also one of a start that was killed.
    this.#mayBeThere = which === 'rest';
    this.#isUnclear = this.#mayBeThere;
  }

  /** Whether Slurm may have a job that nobody here knows of: it did not answer since one may have come through. */
  get isUnclear(): boolean {
    return this.#isUnclear;
  }

  /** Submits as many tasks as Slurm lets pass; the rest goes when those are done. Throws while the study's folder is away. */
  async tryOnce(): Promise<Try> {
    if (this.#mayBeThere && this.#fewer === undefined) {
      const found = await this.#find();
      if (found !== 'not-there') return found === 'there' ? 'over' : 'silent';
    }
    const tasks = this.#fewer ?? this.#mostTasksNow;
    this.#fewer = undefined;
    if (tasks === 0) return 'over';
    this.#mayBeThere = true;
    const { slurm, launcher, mostAtOnce } = this.#settings;
    const words = submissionWords(this.#watch.runs.batch, slurm, launcher, tasks, mostAtOnce);
    const what = inWords(this.#watch, tasks);
    const answer = await this.#scheduler.submit(words);
    if (!answer.ok) return this.#afterRefusal(answer.failure, tasks);
    this.#watch.submitted([answer.value]);
    this.#settings.note('note', `Submitted to Slurm as job ${answer.value}: ${what}.`);
    return 'over';
  }

  get #mostTasksNow(): number {
    const { batch, waiting } = this.#watch.runs;
    const perTask = batch.manifest.kind === 'kept' ? 1 : SHORT_RUNS_PER_TASK;
    return Math.min(Math.ceil(waiting / perTask), this.#mostTasks);
  }

  async #afterRefusal(refusal: Refusal, tasks: number): Promise<Try> {
    this.#isUnclear = refusal.kind === 'busy';
    const step = nextStep(refusal.kind, tasks);
    switch (step) {
      case 'fewer':
        this.#fewer = Math.floor(tasks / 2);
        // What is full now may not be later; how long an array may be stays.
        if (refusal.kind === 'array-too-long') this.#mostTasks = this.#fewer;
        return 'fewer';
      case 'later':
        return refusal;
      case 'later-for-a-while':
        return Date.now() > this.#deadline ? this.#makeSure(refusal) : refusal;
      case 'make-sure':
        return this.#makeSure(refusal);
      case 'never':
        return this.#refuse(refusal);
      default:
        return unreachable(step);
    }
  }

  /** Also of what it took it may say that it did not. */
  async #makeSure(refusal: Refusal): Promise<Try> {
    const found = await this.#find();
    switch (found) {
      case 'there':
        return 'over';
      case 'not-there':
        return this.#refuse(refusal);
      case 'unknown':
        return refusal;
      default:
        return unreachable(found);
    }
  }

  /** Looks whether the batch has a job that nobody knew of when this began; one of its tasks may have told. */
  async #find(): Promise<'there' | 'not-there' | 'unknown'> {
    const { runs } = this.#watch;
    const jobs = await jobsOfBatch(runs.batch, this.#scheduler, this.#ended);
    const known = [...runs.jobIds, ...(jobs.ok ? jobs.value : [])];
    const found = known.filter((jobId) => !this.#earlierJobs.has(jobId));
    if (jobs.ok) this.#isUnclear = false;
    if (found.length === 0) return jobs.ok ? 'not-there' : 'unknown';
    this.#watch.submitted(found);
    return 'there';
  }

  #refuse({ message }: Refusal): 'over' {
    const reason = { kind: 'could-not-start', message: `Slurm refused the job: ${message}` } as const;
    // Should a job have come through all the same, it finds nothing to do; what one has taken is its own.
    this.#watch.runs.withdrawWaiting((request) => withoutResult(startOf(request), reason));
    return 'over';
  }
}

function inWords({ runs: { batch, waiting } }: BatchWatch, tasks: number): string {
  const { kind, requests } = batch.manifest;
  const runs = waiting === 1 ? '1 run' : `${waiting} runs`;
  if (kind === 'kept') return tasks > 1 ? `${runs}, as an array of ${tasks} tasks` : runs;
  return requests[0]?.observe.kind === 'smoke' ? `the first steps of ${waiting}` : `the baseline once more (${runs})`;
}
