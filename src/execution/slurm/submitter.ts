import { failure } from '../../core/result.js';
import { withoutResult } from '../conclude-run.js';
import type { BatchWatch } from './batch-watch.js';
import { Pauses } from './pauses.js';
import type { Refusal, RefusalKind } from './refusal.js';
import type { Scheduler } from './scheduler.js';
import type { SlurmQueueSettings } from './slurm-queue-settings.js';
import { startOf } from './start-of.js';
import { jobName, submissionWords } from './submit-batch.js';

/** An array of more tasks serves nobody: each takes several runs, and what is left is submitted again. */
const MOST_TASKS = 1000;
/** Of smoke runs, so that a few are one job on one node. */
const SHORT_RUNS_PER_TASK = 8;
/** Of a limit that is not named it may be that no time mends it. */
const MOST_PATIENCE_MS = 10 * 60_000;
const TRY_AGAIN_AFTER_MS = 5000;
/** Slurm serves everybody: who has waited for a minute waits longer. */
const TRY_AGAIN_LATER_AFTER_MS = 30_000;
const SOON_REFUSALS = 12;

/** Hands batches to Slurm, however long it does not answer or will not have them. */
export class Submitter {
  readonly #settings: Pick<SlurmQueueSettings, 'slurm' | 'launcher' | 'mostAtOnce' | 'note'>;
  readonly #scheduler: Scheduler;
  readonly #pauses = new Pauses();
  readonly #ended: AbortSignal;
  #isEnding = false;

  /** `ended`: nobody wants to know any more what came of it. */
  constructor(
    settings: Pick<SlurmQueueSettings, 'slurm' | 'launcher' | 'mostAtOnce' | 'note'>,
    scheduler: Scheduler,
    ended: AbortSignal,
  ) {
    this.#settings = settings;
    this.#scheduler = scheduler;
    this.#ended = ended;
  }

  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Nothing more is submitted. */
  end(): void {
    this.#isEnding = true;
    this.#pauses.end();
  }

  /** Submits what nobody took. As few tasks as Slurm lets pass; the rest goes when those are done. */
  async submit(watch: BatchWatch, which: 'new' | 'rest'): Promise<void> {
    const { batch } = watch.runs;
    const { slurm, launcher, mostAtOnce, note } = this.#settings;
    const perTask = batch.manifest.kind === 'kept' ? 1 : SHORT_RUNS_PER_TASK;
    let tasks = Math.min(Math.ceil(watch.runs.waiting / perTask), MOST_TASKS);
    // A submission of before may have come through without a word, also one of a start that was killed.
    let isToBeLookedFor = which === 'rest';
    const deadline = Date.now() + MOST_PATIENCE_MS;
    let said: RefusalKind | undefined;
    for (let refusals = 0; tasks > 0 && !this.#isEnding;) {
      const found = isToBeLookedFor ? await this.#isThereAlready(watch) : 'no';
      if (found === 'yes') return;
      const submitted =
        found === 'no'
          ? await this.#scheduler.submit(submissionWords(batch, slurm, launcher, tasks, mostAtOnce))
          : failure<Refusal>({ kind: 'busy', message: 'it does not answer' });
      if (submitted.ok) {
        const jobIds = [...watch.runs.jobIds, submitted.value];
        watch.submitted(jobIds);
        note('note', `Submitted to Slurm as job ${submitted.value}: ${inWords(watch, tasks)}.`);
        return;
      }
      const { kind, message } = submitted.failure;
      if (mayFewerPass(kind) && tasks > 1) {
        tasks = Math.floor(tasks / 2);
        continue;
      }
      if (kind === 'no-slurm') {
        this.#refuse(watch, message);
        return;
      }
      refusals += 1;
      const isFinal = !mayTimeMend(kind) || (kind === 'some-limit' && Date.now() > deadline);
      // Also of what it took it may say that it did not.
      const isThere = isFinal ? await this.#isThereAlready(watch) : 'unknown';
      if (isThere === 'yes') return;
      if (isThere === 'no') {
        this.#refuse(watch, message);
        return;
      }
      if (this.isEnding) return;
      if (said !== kind) note('warning', waitInWords({ kind, message }));
      said = kind;
      await this.#pauses.pause(refusals < SOON_REFUSALS ? TRY_AGAIN_AFTER_MS : TRY_AGAIN_LATER_AFTER_MS);
      isToBeLookedFor = true;
    }
  }

  async #isThereAlready(watch: BatchWatch): Promise<'yes' | 'no' | 'unknown'> {
    const named = await this.#scheduler.jobsNamed(jobName(watch.runs.batch.manifest.key), this.#ended);
    if (!named.ok) return 'unknown';
    const jobIds = [...new Set([...watch.runs.jobIds, ...named.value])];
    if (jobIds.length === watch.runs.jobIds.length) return 'no';
    watch.submitted(jobIds);
    return 'yes';
  }

  #refuse(watch: BatchWatch, message: string): void {
    const reason = { kind: 'could-not-start', message: `Slurm refused the job: ${message}` } as const;
    // Should a job have come through all the same, it finds nothing to do; what one has taken is its own.
    watch.runs.withdrawWaiting((request) => withoutResult(startOf(request), reason));
  }
}

/** Whether an array of fewer tasks may come through. */
function mayFewerPass(kind: RefusalKind): boolean {
  return kind === 'array-too-long' || kind === 'limit-full' || kind === 'some-limit';
}

/** Whether the same submission may come through later. */
function mayTimeMend(kind: RefusalKind): boolean {
  return kind === 'busy' || kind === 'limit-full' || kind === 'some-limit';
}

function waitInWords({ kind, message }: Refusal): string {
  if (kind === 'limit-full')
    return `As many jobs as Slurm takes of you are in the queue (${message}). It is tried again until some have ended; Ctrl-C ends the wait.`;
  return `Slurm takes no job now (${message}). It is tried again.`;
}

function inWords({ runs: { batch, waiting } }: BatchWatch, tasks: number): string {
  const { kind, requests } = batch.manifest;
  const runs = waiting === 1 ? '1 run' : `${waiting} runs`;
  if (kind === 'kept') return tasks > 1 ? `${runs}, as an array of ${tasks} tasks` : runs;
  return requests[0]?.observe.kind === 'smoke' ? `the first steps of ${waiting}` : `the baseline once more (${runs})`;
}
