import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Outcome } from '../../core/outcome.js';
import type { SlurmSettings } from '../../core/slurm-settings.js';
import { unreachable } from '../../core/unreachable.js';
import { withoutResult } from '../conclude-run.js';
import type { RunRequest } from '../executor.js';
import type { AwaitedRun } from './awaited-run.js';
import type { BatchKind, BatchManifest, NodeSurroundings } from './batch.js';
import { createBatch, readJobs, readOpenBatches, SLURM_FOLDER, writeJobs } from './batch-folder.js';
import { BatchWatch } from './batch-watch.js';
import { Scheduler } from './scheduler.js';
import { jobName, submissionWords, type Launcher } from './submit-batch.js';

const SHORTEST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
/** Whoever waited long can wait a little longer: a tenth of it. */
const PAUSE_PART = 0.1;
/** An array of more tasks serves nobody: each takes several runs, and what is left is submitted again. */
const MOST_TASKS = 1000;
/** Of smoke runs, so that a few are one job on one node. */
const SHORT_RUNS_PER_TASK = 8;
const TRY_AGAIN_AFTER_MS = 5000;

export interface SlurmQueueSettings {
  readonly studyDirectory: string;
  readonly slurm: SlurmSettings;
  readonly launcher: Launcher;
  /** Runs at the same time; absent: as many as the cluster gives. */
  readonly mostAtOnce?: number;
  readonly surroundings: NodeSurroundings;
  /** The user's own. */
  readonly environment: NodeJS.ProcessEnv;
  /** What a run left in its folder, judged beside the others. */
  readonly outcomeOf: (request: RunRequest) => Outcome | undefined;
  readonly note: (severity: 'note' | 'warning', message: string) => void;
}

/** All jobs of a study in Slurm: submits batches, and looks after them until each of their runs has come to an end. */
export class SlurmQueue implements Disposable {
  readonly #settings: SlurmQueueSettings;
  readonly #scheduler: Scheduler;
  readonly #watches = new Set<BatchWatch>();
  readonly #submissions = new Set<Promise<void>>();
  #isDisposed = false;
  /** Nothing more is submitted. */
  #isEnding = false;
  #looking: Promise<void> | undefined;
  #wake: (() => void) | undefined;
  #lastNews = Date.now();
  #isSilent = false;

  constructor(settings: SlurmQueueSettings) {
    this.#settings = settings;
    this.#scheduler = new Scheduler(settings.environment);
  }

  /** Takes up the batches that an earlier start left, and ends those whose runs are made again anyway. */
  async takeUp(isWanted: (request: RunRequest) => boolean): Promise<AwaitedRun[]> {
    for (const batch of readOpenBatches(this.#settings.studyDirectory)) {
      const watch = new BatchWatch(batch, this.#settings.outcomeOf);
      const named = await this.#scheduler.jobsNamed(jobName(batch.manifest.key));
      watch.submitted([...new Set([...readJobs(batch), ...(named.ok ? named.value : [])])]);
      watch.look();
      const isKept = batch.manifest.kind === 'kept';
      const unwanted = watch.withdraw((request) => isKept && isWanted(request));
      await this.#scheduler.cancel(isKept ? unwanted : watch.jobIds);
      watch.look();
      if (watch.open.length > 0) this.#watches.add(watch);
      else await this.#scheduler.cancelWaiting(watch.jobIds);
    }
    void this.#attend();
    return [...this.#watches].flatMap((watch) => watch.open);
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
    const submission = this.#submitRest(watch);
    this.#submissions.add(submission);
    await submission;
    this.#submissions.delete(submission);
    this.#watches.add(watch);
    this.#lastNews = Date.now();
    void this.#attend();
    return watch.all;
  }

  /** The numbers of all jobs with open runs, and how many runs that are. */
  underWay(kind: BatchKind): { readonly jobIds: readonly string[]; readonly runs: number } {
    const watches = this.#of(kind);
    return {
      jobIds: watches.flatMap((watch) => watch.jobIds),
      runs: watches.reduce((sum, watch) => sum + watch.open.length, 0),
    };
  }

  /** Cancels all jobs of a kind; what had ended by then keeps its outcome. */
  async cancel(kind: BatchKind): Promise<void> {
    await this.#endSubmissions();
    const watches = this.#of(kind);
    await this.#scheduler.cancel(watches.flatMap((watch) => watch.jobIds));
    await this.#untilOver(watches);
    for (const watch of watches) {
      watch.look();
      watch.finishOpen((request) =>
        withoutResult({ at: new Date().toISOString(), attempt: request.attempt }, { kind: 'cancelled' }),
      );
      watch.look();
    }
  }

  /** Lets all jobs of a kind go on; a later start takes them up. */
  async leave(kind: BatchKind): Promise<void> {
    await this.#endSubmissions();
    for (const watch of this.#of(kind)) {
      watch.look();
      this.#watches.delete(watch);
      watch.finishOpen(() => 'left-running');
    }
  }

  [Symbol.dispose](): void {
    this.#isDisposed = true;
    this.#isEnding = true;
    this.#wake?.();
  }

  async #endSubmissions(): Promise<void> {
    this.#isEnding = true;
    this.#wake?.();
    await Promise.all(this.#submissions);
  }

  #of(kind: BatchKind): BatchWatch[] {
    return [...this.#watches].filter(({ batch }) => batch.manifest.kind === kind);
  }

  /** One loop for all batches, as long as there are any. */
  #attend(): Promise<void> {
    this.#wake?.();
    this.#looking ??= this.#lookUntilOver().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #lookUntilOver(): Promise<void> {
    while (this.#watches.size > 0 && !this.#isDisposed) {
      await this.#lookOnce();
      const pauseMs = (Date.now() - this.#lastNews) * PAUSE_PART;
      await this.#pause(Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, pauseMs)));
    }
  }

  async #lookOnce(): Promise<void> {
    if ([...this.#watches].map((watch) => watch.look()).includes(true)) this.#lastNews = Date.now();
    await this.#letGo();
    if (this.#watches.size === 0) return;
    const answer = await this.#scheduler.tasksOf([...this.#watches].flatMap(({ jobIds }) => jobIds));
    if (!answer.ok) {
      this.#sayOnce(answer.failure);
      return;
    }
    this.#isSilent = false;
    for (const watch of this.#watches) {
      if (watch.judge(answer.value) === 'submit-rest') await this.#submitRest(watch);
    }
    await this.#letGo();
  }

  /** Of batches that are over, tasks that still wait would find nothing to do. */
  async #letGo(): Promise<void> {
    const over = [...this.#watches].filter((watch) => watch.open.length === 0);
    for (const watch of over) this.#watches.delete(watch);
    await this.#scheduler.cancelWaiting(over.flatMap(({ jobIds }) => jobIds));
  }

  #sayOnce(answer: string): void {
    if (this.#isSilent) return;
    this.#isSilent = true;
    this.#settings.note('warning', `Slurm does not answer (${answer}). Runs under way go on; it is asked again.`);
  }

  /** Submits what nobody took. As few tasks as Slurm lets pass; the rest goes when those are done. */
  async #submitRest(watch: BatchWatch): Promise<void> {
    const { batch } = watch;
    const perTask = batch.manifest.kind === 'kept' ? 1 : SHORT_RUNS_PER_TASK;
    let tasks = Math.min(Math.ceil(watch.waiting / perTask), MOST_TASKS);
    for (let hasSaid = false; tasks > 0 && !this.#isEnding;) {
      const { slurm, launcher, mostAtOnce, note } = this.#settings;
      const submitted = await this.#scheduler.submit(submissionWords(batch, slurm, launcher, tasks, mostAtOnce));
      if (submitted.ok) {
        const jobIds = [...watch.jobIds, submitted.value];
        writeJobs(batch, jobIds);
        watch.submitted(jobIds);
        note('note', `Submitted to Slurm as job ${submitted.value}: ${inWords(watch.waiting, tasks)}.`);
        return;
      }
      const { kind, message } = submitted.failure;
      const isTooMany = kind === 'too-many' && tasks > 1;
      if (isTooMany) {
        tasks = Math.floor(tasks / 2);
        continue;
      }
      switch (kind) {
        case 'refused':
          this.#refuse(watch, message);
          return;
        case 'too-many':
        case 'busy':
          if (!hasSaid) note('warning', `Slurm takes no job now (${message}). It is tried again.`);
          hasSaid = true;
          await this.#pause(TRY_AGAIN_AFTER_MS);
          // It may have taken the job and not been able to say so.
          if (await this.#isThereAlready(watch)) return;
          break;
        default:
          unreachable(kind);
      }
    }
  }

  async #isThereAlready(watch: BatchWatch): Promise<boolean> {
    const named = await this.#scheduler.jobsNamed(jobName(watch.batch.manifest.key));
    if (!named.ok) return false;
    const jobIds = [...new Set([...watch.jobIds, ...named.value])];
    if (jobIds.length === watch.jobIds.length) return false;
    writeJobs(watch.batch, jobIds);
    watch.submitted(jobIds);
    return true;
  }

  #refuse(watch: BatchWatch, message: string): void {
    watch.finishOpen((request) =>
      withoutResult(
        { at: new Date().toISOString(), attempt: request.attempt },
        { kind: 'could-not-start', message: `Slurm refused the job: ${message}` },
      ),
    );
    watch.look();
  }

  async #untilOver(watches: readonly BatchWatch[]): Promise<void> {
    const deadline = Date.now() + CANCELLED_WITHIN_MS;
    while (Date.now() < deadline) {
      const tasks = await this.#scheduler.tasksOf(watches.flatMap(({ jobIds }) => jobIds));
      if (!tasks.ok || !tasks.value.some(({ phase }) => phase === 'running' || phase === 'waiting')) return;
      await this.#pause(SHORTEST_PAUSE_MS);
    }
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Runs get 30 s to end by Slurm's usual settings (KillWait). */
const CANCELLED_WITHIN_MS = 40_000;

function inWords(runs: number, tasks: number): string {
  const what = runs === 1 ? '1 run' : `${runs} runs`;
  return tasks === 1 ? `${what}, one after the other` : `${what}, as an array of ${tasks} tasks`;
}
