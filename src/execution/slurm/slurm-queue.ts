import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { messageOf } from '../../core/message-of.js';
import { UserError } from '../../core/user-error.js';
import type { RunRequest } from '../executor.js';
import type { AwaitedRun } from './awaited-run.js';
import type { BatchKind, BatchManifest } from './batch.js';
import { createBatch, readJobs, readOpenBatches, SLURM_FOLDER } from './batch-folder.js';
import { BatchWatch } from './batch-watch.js';
import { cancelled } from './cancelled.js';
import { ControllingJob } from './controlling-job.js';
import { PatientCancellation } from './patient-cancellation.js';
import { Pauses } from './pauses.js';
import { Scheduler } from './scheduler.js';
import type { SlurmQueueSettings } from './slurm-queue-settings.js';
import { jobName } from './submit-batch.js';
import { Submitter } from './submitter.js';
import { jobOf } from './task-state.js';
import { jobsOfUnwanted, withdrawUnwanted } from './unwanted-runs.js';

/** Between two looks at what nodes wrote: a tenth of the time since there was something new. */
const PAUSE_PART = 0.1;
const PAUSES_MS = [500, 15_000] as const;
/** Between two questions to Slurm, which serves everybody: the longer a study goes on, the fewer. */
const QUESTION_PART = 0.02;
const QUESTION_PAUSES_MS = [1500, 30_000] as const;
/** A folder that cannot be read or written for so long is not coming back while one waits. */
const MOST_TROUBLE_MS = 10 * 60_000;

/** All jobs of a study in Slurm: submits batches, and looks after them until each of their runs has come to an end. */
export class SlurmQueue implements Disposable {
  readonly #settings: SlurmQueueSettings;
  readonly #scheduler: Scheduler;
  readonly #submitter: Submitter;
  readonly #pauses = new Pauses();
  readonly #cancellation: PatientCancellation;
  readonly #controllingJob: ControllingJob;
  readonly #watches = new Set<BatchWatch>();
  readonly #submissions = new Map<BatchWatch, Promise<void>>();
  readonly #end = new AbortController();
  #looking: Promise<void> | undefined;
  #lastNews = Date.now();
  #askAgainAt = 0;
  readonly #openedAt = Date.now();
  #isSilent = false;
  #troubleSince: number | undefined;

  constructor(settings: SlurmQueueSettings) {
    this.#settings = settings;
    this.#scheduler = new Scheduler(settings.environment);
    this.#submitter = new Submitter(settings, this.#scheduler, this.#end.signal);
    this.#cancellation = new PatientCancellation(this.#scheduler, settings.note);
    this.#controllingJob = new ControllingJob(settings.studyDirectory, this.#scheduler, settings.environment);
  }

  /**
   * Takes up the batches that an earlier start left, and ends those whose runs are made again anyway. Throws a UserError where Slurm
   * does not end them: they would write into the same folders. `interruption`: what Slurm has not said by then goes unasked.
   */
  async takeUp(isWanted: (request: RunRequest) => boolean, interruption: AbortSignal): Promise<AwaitedRun[]> {
    for (const batch of readOpenBatches(this.#settings.studyDirectory)) {
      const watch = new BatchWatch(batch, this.#settings.outcomeOf);
      const named = await this.#scheduler.jobsNamed(jobName(batch.manifest.key), interruption);
      watch.takeUp([...readJobs(batch), ...(named.ok ? named.value : [])]);
      await this.#endUnwanted(watch, isWanted);
      if (watch.runs.open.length > 0) this.#watches.add(watch);
      else await this.#scheduler.cancelWaiting(jobName(batch.manifest.key));
    }
    const ended = await this.#controllingJob.end(interruption);
    if (ended.ok && ended.value.length > 0) {
      const what = `Cancelled in Slurm: job ${ended.value.join(', ')}, which was to see the study through.`;
      this.#settings.note('note', `${what} This command does.`);
    }
    void this.#attend();
    return [...this.#watches].flatMap(({ runs }) => runs.open.map(({ run }) => run));
  }

  async #endUnwanted(watch: BatchWatch, isWanted: (request: RunRequest) => boolean): Promise<void> {
    const isKept = watch.runs.batch.manifest.kind === 'kept';
    const isWantedHere = (request: RunRequest): boolean => isKept && isWanted(request);
    // Withdrawn only then: where Slurm does not end what has begun, all of them go on as before.
    const ids = jobsOfUnwanted(watch.runs, isWantedHere);
    await this.#demandEnd(ids);
    watch.runs.look();
    const late = withdrawUnwanted(watch.runs, isWantedHere).filter(
      (taskId) => !ids.includes(taskId) && !ids.includes(jobOf(taskId)),
    );
    await this.#demandEnd(late);
    const ended = [...ids, ...late];
    watch.cancelledHere(ended);
    if (isKept && ended.length > 0)
      this.#settings.note('warning', `Cancelled in Slurm, since other sources are asked for: ${ended.join(', ')}.`);
    watch.runs.look();
  }

  async #demandEnd(ids: readonly string[]): Promise<void> {
    const answer = await this.#cancellation.end(ids);
    if (answer.ok) return;
    const what = `Slurm did not cancel ${ids.join(', ')} (${answer.failure}), whose runs are not wanted any more.`;
    throw new UserError(`${what} Nothing was submitted. Try again when it answers.`);
  }

  /** Submits these runs as one batch; resolves when Slurm has it, or will not have it. */
  async submit(requests: readonly RunRequest[], kind: BatchKind): Promise<readonly AwaitedRun[]> {
    const key = randomBytes(6).toString('hex');
    const manifest: BatchManifest = {
      key,
      requests,
      kind,
      surroundings: this.#settings.surroundings,
    };
    // The name begins with the time, so that they lie in order.
    const name = `${new Date()
      .toISOString()
      .replaceAll(/[^\dT]/g, '')
      .slice(0, 15)}-${key}`;
    const batch = createBatch(path.join(this.#settings.studyDirectory, SLURM_FOLDER, name), manifest);
    const watch = new BatchWatch(batch, this.#settings.outcomeOf);
    await this.#submission(watch, 'new');
    if (watch.runs.jobIds.length === 0 && this.#submitter.isEnding) {
      // What it took without a word, and a node has begun, stays to be looked after.
      watch.runs.withdrawWaiting((request) => (kind === 'kept' ? 'left-running' : cancelled(request)));
    }
    this.#watches.add(watch);
    this.#lastNews = Date.now();
    void this.#attend();
    return watch.runs.all;
  }

  /** The numbers of all jobs with open runs, and how many runs that are. */
  underWay(kind: BatchKind): { readonly jobIds: readonly string[]; readonly runs: number } {
    const watches = this.#of(kind);
    return {
      jobIds: watches.flatMap((watch) => watch.runs.jobIds),
      runs: watches.reduce((sum, watch) => sum + watch.runs.open.length, 0),
    };
  }

  /** Cancels all jobs of a kind; what had ended by then keeps its outcome. Where Slurm does not do it, they are left, and it is said. */
  async cancel(kind: BatchKind): Promise<void> {
    await this.#endSubmissions();
    const watches = this.#of(kind);
    for (const watch of watches) {
      watch.runs.look();
      watch.runs.withdrawWaiting((request) => cancelled(request));
    }
    const jobIds = watches.flatMap((watch) => watch.runs.jobIds);
    if (kind === 'kept' && jobIds.length > 0) this.#settings.note('note', `Cancelling job ${jobIds.join(', ')}.`);
    const answer = await this.#cancellation.end(jobIds);
    if (!answer.ok) {
      for (const watch of watches) watch.runs.look();
      if (watches.every((watch) => watch.runs.open.length === 0)) return;
      const what = `Slurm did not cancel job ${jobIds.join(', ')} (${answer.failure}): runs under way go on.`;
      this.#settings.note('warning', `${what} Cancel them with \`scancel ${jobIds.join(' ')}\`.`);
      await this.leave(kind);
      return;
    }
    if (kind === 'kept') await this.#endControllingJob();
    for (const watch of watches) {
      watch.runs.look();
      watch.runs.finishOpen((request) => cancelled(request));
      watch.runs.look();
    }
  }

  /** It was asked for when the study was taken up; perhaps there was no answer. */
  async #endControllingJob(): Promise<void> {
    const ended = await this.#controllingJob.end(this.#end.signal);
    if (ended.ok) return;
    const what = `Whether a job waits to see the study through, Slurm does not say (${ended.failure}): it would make the runs again.`;
    this.#settings.note('warning', `${what} Cancel it with \`scancel --name=${this.#controllingJob.name}\`.`);
  }

  /** Lets all jobs of a kind go on; a later start takes them up. */
  async leave(kind: BatchKind): Promise<void> {
    await this.#endSubmissions();
    for (const watch of this.#of(kind)) {
      watch.runs.look();
      this.#watches.delete(watch);
      watch.runs.finishOpen(() => 'left-running');
    }
  }

  /** Leaves everything to itself, without another look. */
  abandon(): void {
    for (const watch of this.#watches) watch.runs.abandon();
    this.#watches.clear();
  }

  [Symbol.dispose](): void {
    this.#end.abort();
    this.#submitter.end();
    this.#pauses.end();
  }

  async #endSubmissions(): Promise<void> {
    this.#submitter.end();
    await Promise.allSettled(this.#submissions.values());
  }

  /** One at a time for each batch; others are looked after meanwhile. */
  #submission(watch: BatchWatch, which: 'new' | 'rest'): Promise<void> {
    const submission = this.#submitter.submit(watch, which).finally(() => this.#submissions.delete(watch));
    this.#submissions.set(watch, submission);
    return submission;
  }

  #of(kind: BatchKind): BatchWatch[] {
    return [...this.#watches].filter(({ runs }) => runs.batch.manifest.kind === kind);
  }

  /** One loop for all batches, as long as there are any. */
  #attend(): Promise<void> {
    this.#pauses.end();
    this.#looking ??= this.#lookUntilOver().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookUntilOver(): Promise<void> {
    while (this.#watches.size > 0 && !this.#end.signal.aborted) {
      try {
        await this.#lookOnce();
        this.#troubleSince = undefined;
      } catch (error) {
        this.#bear(messageOf(error));
      }
      await this.#pauses.pause(clamped((Date.now() - this.#lastNews) * PAUSE_PART, PAUSES_MS));
    }
  }

  async #lookOnce(): Promise<void> {
    if ([...this.#watches].map((watch) => watch.runs.look()).includes(true)) this.#lastNews = Date.now();
    await this.#letGo();
    if (this.#watches.size === 0 || Date.now() < this.#askAgainAt) return;
    this.#askAgainAt = Date.now() + clamped((Date.now() - this.#openedAt) * QUESTION_PART, QUESTION_PAUSES_MS);
    const answer = await this.#scheduler.tasksOf(
      [...this.#watches].flatMap(({ runs }) => runs.jobIds),
      this.#end.signal,
    );
    if (this.#end.signal.aborted) return;
    if (!answer.ok) {
      this.#sayOnce(answer.failure);
      return;
    }
    this.#isSilent = false;
    for (const watch of this.#watches) {
      if (this.#submissions.has(watch)) continue;
      if (watch.judge(answer.value) === 'submit-rest')
        this.#submission(watch, 'rest').catch((error: unknown) => {
          this.#bear(messageOf(error));
        });
    }
    await this.#letGo();
  }

  /** Of batches that are over, tasks that still wait would find nothing to do. */
  async #letGo(): Promise<void> {
    const over = [...this.#watches].filter((watch) => watch.runs.open.length === 0);
    for (const watch of over) this.#watches.delete(watch);
    for (const { runs } of over) await this.#scheduler.cancelWaiting(jobName(runs.batch.manifest.key));
  }

  /** A file system that is away for a moment; when it stays away, the runs are left to themselves. */
  #bear(message: string): void {
    if (this.#troubleSince === undefined) {
      this.#troubleSince = Date.now();
      this.#settings.note('warning', `The study’s folder cannot be looked at (${message}). It is tried again.`);
    } else if (Date.now() - this.#troubleSince > MOST_TROUBLE_MS) {
      this.abandon();
      this.#settings.onAbandoned();
    }
  }

  #sayOnce(answer: string): void {
    if (this.#isSilent) return;
    this.#isSilent = true;
    this.#settings.note('warning', `Slurm does not answer (${answer}). Runs under way go on; it is asked again.`);
  }
}

function clamped(ms: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, ms));
}
