import { randomBytes } from 'node:crypto';
import type { RunRequest } from '../executor.js';
import { AwaitedRun } from './awaited-run.js';
import type { BatchKind } from './batch.js';
import { nameBatch } from './batch-folder.js';
import { BatchRounds } from './batch-rounds.js';
import { BatchWatch } from './batch-watch.js';
import { cancelled } from './cancelled.js';
import { ControllingJob } from './controlling-job.js';
import { PatientCancellation } from './patient-cancellation.js';
import { relieveControllingJob } from './relieve-controlling-job.js';
import { Scheduler } from './scheduler.js';
import type { SlurmQueueSettings } from './slurm-queue-settings.js';
import { Submitter } from './submitter.js';
import { takeUpBatches } from './take-up-batches.js';

/** All jobs of a study in Slurm: submits batches, and looks after them until each of their runs has come to an end. */
export class SlurmQueue implements Disposable {
  readonly #settings: SlurmQueueSettings;
  readonly #scheduler: Scheduler;
  readonly #cancellation: PatientCancellation;
  readonly #controllingJob: ControllingJob;
  /** One for each kind: that nothing more of one is to be submitted means nothing for the other. */
  readonly #submitters: Readonly<Record<BatchKind, Submitter>>;
  readonly #rounds: BatchRounds;
  readonly #end = new AbortController();

  constructor(settings: SlurmQueueSettings) {
    this.#settings = settings;
    this.#scheduler = new Scheduler(settings.environment);
    this.#cancellation = new PatientCancellation(this.#scheduler, settings.note);
    this.#controllingJob = new ControllingJob(settings.studyDirectory, this.#scheduler, settings.environment);
    const giveUp = (): void => {
      this.abandon();
      settings.onAbandoned();
    };
    const { signal } = this.#end;
    this.#submitters = {
      kept: new Submitter('kept', settings, this.#scheduler, giveUp, signal),
      passing: new Submitter('passing', settings, this.#scheduler, giveUp, signal),
    };
    this.#rounds = new BatchRounds(this.#scheduler, this.#submitters, settings.note, giveUp, signal);
  }

  /**
   * Takes up what an earlier start left, and ends what of it is made again anyway. Throws a UserError where Slurm does not end that.
   * `interruption`: what Slurm has not said by then goes unasked.
   */
  async takeUp(isWanted: (request: RunRequest) => boolean, interruption: AbortSignal): Promise<AwaitedRun[]> {
    const { note } = this.#settings;
    const watches = await takeUpBatches(this.#settings, this.#scheduler, this.#cancellation, isWanted, interruption);
    await relieveControllingJob(this.#controllingJob, note, interruption);
    this.#rounds.add(watches);
    return watches.flatMap(({ runs }) => runs.open.map(({ run }) => run));
  }

  /** Submits these runs as one batch; resolves when Slurm has it, or will not have it. */
  async submit(requests: readonly RunRequest[], kind: BatchKind): Promise<readonly AwaitedRun[]> {
    const { studyDirectory, surroundings, outcomeOf } = this.#settings;
    const key = randomBytes(6).toString('hex');
    const submitter = this.#submitters[kind];
    const manifest = { key, requests, kind, surroundings };
    const batch = await submitter.createBatch(nameBatch(studyDirectory, key), manifest);
    if (batch === undefined) return requests.map(leftToItself);
    const watch = new BatchWatch(batch, outcomeOf);
    // Before Slurm has it: whatever comes between, a job that it took is looked after.
    this.#rounds.add([watch]);
    await submitter.submit(watch, 'new');
    this.#rounds.hurry();
    return watch.runs.all;
  }

  /** The numbers of all jobs with open runs, and how many runs that are. */
  underWay(kind: BatchKind): { readonly jobIds: readonly string[]; readonly runs: number } {
    const batches = this.#rounds.of(kind).map(({ runs }) => runs);
    return {
      jobIds: batches.flatMap((runs) => runs.jobIds),
      runs: batches.reduce((sum, runs) => sum + runs.open.length, 0),
    };
  }

  /** Cancels all jobs of a kind; what had ended by then keeps its outcome. Where Slurm does not do it, they are left, and it is said. */
  async cancel(kind: BatchKind): Promise<void> {
    await this.#submitters[kind].end();
    const { note } = this.#settings;
    const batches = this.#rounds.of(kind).map(({ runs }) => runs);
    for (const runs of batches) {
      runs.look();
      runs.withdrawWaiting((request) => cancelled(request));
    }
    const jobIds = batches.flatMap((runs) => runs.jobIds);
    if (kind === 'kept' && jobIds.length > 0) note('note', `Cancelling job ${jobIds.join(', ')}.`);
    const answer = await this.#cancellation.end(jobIds);
    if (!answer.ok) {
      for (const runs of batches) runs.look();
      if (batches.every((runs) => runs.open.length === 0)) return;
      const what = `Slurm did not cancel job ${jobIds.join(', ')} (${answer.failure}): runs under way go on.`;
      note('warning', `${what} Cancel them with \`scancel ${jobIds.join(' ')}\`.`);
      await this.leave(kind);
      return;
    }
    if (kind === 'kept') await this.#endControllingJob();
    for (const runs of batches) {
      runs.look();
      runs.finishOpen((request) => cancelled(request));
      runs.look();
    }
  }

  /** Lets all jobs of a kind go on; a later start takes them up. */
  async leave(kind: BatchKind): Promise<void> {
    await this.#submitters[kind].end();
    for (const watch of this.#rounds.of(kind)) {
      watch.runs.look();
      this.#rounds.leave(watch);
      watch.runs.abandon();
    }
  }

  /** Leaves everything to itself, without another look and without a word in the study's folder. */
  abandon(): void {
    this.#rounds.abandon();
    this.#submitNoMore();
  }

  [Symbol.dispose](): void {
    this.#end.abort();
    this.#submitNoMore();
  }

  #submitNoMore(): void {
    for (const submitter of Object.values(this.#submitters)) void submitter.end();
  }

  /** It was asked for when the study was taken up; perhaps there was no answer. */
  async #endControllingJob(): Promise<void> {
    const ended = await this.#controllingJob.end(this.#end.signal);
    if (!ended.ok) this.#settings.note('warning', this.#controllingJob.doubtInWords(ended.failure));
  }
}

function leftToItself(request: RunRequest): AwaitedRun {
  const run = new AwaitedRun(request);
  run.finish('left-running');
  return run;
}
