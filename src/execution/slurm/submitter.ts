import type { Batch, BatchKind, BatchManifest } from './batch.js';
import { createBatch } from './batch-folder.js';
import type { BatchWatch } from './batch-watch.js';
import { cancelled } from './cancelled.js';
import { FolderTrouble } from './folder-trouble.js';
import { Pauses } from './pauses.js';
import type { Scheduler } from './scheduler.js';
import { Submission, type SubmissionSettings, type Try, type SubmissionKind } from './submission.js';

const TRY_AGAIN_AFTER_MS = 5000;
/** Slurm serves everybody: who has waited for a minute waits longer. */
const TRY_AGAIN_LATER_AFTER_MS = 30_000;
const SOON_TRIES = 12;

/** `over`: Slurm has it, or will not have it. `ended`: nothing more is to be submitted. `folder-away`: the study's folder stays away. */
type SubmissionEnd = 'over' | 'ended' | 'folder-away';

/** Hands batches of one kind to Slurm, however long it does not answer or will not have them. */
export class Submitter {
  readonly #kind: BatchKind;
  readonly #settings: SubmissionSettings;
  readonly #scheduler: Scheduler;
  readonly #onFolderAway: () => void;
  readonly #pauses = new Pauses();
  readonly #ended: AbortSignal;
  readonly #underWay = new Map<BatchWatch, Promise<void>>();
  #isEnding = false;

  /**
   * `onFolderAway`: called when the study's folder stayed away for so long that nothing more can be done. `ended`: nobody wants to know any
   * more what came of it.
   */
  constructor(
    kind: BatchKind,
    settings: SubmissionSettings,
    scheduler: Scheduler,
    onFolderAway: () => void,
    ended: AbortSignal,
  ) {
    this.#kind = kind;
    this.#settings = settings;
    this.#scheduler = scheduler;
    this.#onFolderAway = onFolderAway;
    this.#ended = ended;
  }

  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** Nothing more is submitted. Resolves when nothing is on its way any more. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#pauses.end();
    await Promise.all(this.#underWay.values());
  }

  /** Makes the folder of a batch, when that can be done; undefined where it comes to an end before. */
  async createBatch(directory: string, manifest: BatchManifest): Promise<Batch | undefined> {
    const batch = await this.#patiently(() => createBatch(directory, manifest));
    if (batch === 'folder-away') this.#onFolderAway();
    return typeof batch === 'string' ? undefined : batch;
  }

  /** Submits what nobody took, one at a time for each batch. Resolves when Slurm has it, or will not have it. Never rejects. */
  submit(watch: BatchWatch, which: SubmissionKind): Promise<void> {
    const submission = this.#submit(watch, which).finally(() => this.#underWay.delete(watch));
    this.#underWay.set(watch, submission);
    return submission;
  }

  isSubmitting(watch: BatchWatch): boolean {
    return this.#underWay.has(watch);
  }

  async #submit(watch: BatchWatch, which: SubmissionKind): Promise<void> {
    const submission = new Submission(watch, which, this.#settings, this.#scheduler, this.#ended);
    const end = await this.#tryUntilOver(submission);
    if (end === 'folder-away') this.#onFolderAway();
    // What Slurm may have is left as it is: another start finds it by its name.
    if (end === 'ended' && !submission.isUnclear && watch.runs.jobIds.length === 0) this.#withdraw(watch);
  }

  async #tryUntilOver(submission: Submission): Promise<SubmissionEnd> {
    let said: string | undefined;
    for (let tries = 0; ;) {
      const came = await this.#patiently(() => submission.tryOnce());
      if (came === 'over' || came === 'ended' || came === 'folder-away') return came;
      if (came === 'fewer') continue;
      if (this.#isEnding) return 'ended';
      tries += 1;
      const kind = came === 'silent' ? 'busy' : came.kind;
      if (said !== kind) this.#settings.note('warning', waitInWords(came));
      said = kind;
      await this.#pauses.pause(tries < SOON_TRIES ? TRY_AGAIN_AFTER_MS : TRY_AGAIN_LATER_AFTER_MS);
    }
  }

  /** Does what needs the study's folder, once more where that is away for a moment. */
  async #patiently<Value>(work: () => Value | Promise<Value>): Promise<Value | 'ended' | 'folder-away'> {
    const trouble = new FolderTrouble(this.#settings.note);
    while (!this.#isEnding) {
      try {
        return await work();
      } catch (error) {
        if (trouble.bear(error) === 'give-up') return 'folder-away';
        await this.#pauses.pause(TRY_AGAIN_AFTER_MS);
      }
    }
    return 'ended';
  }

  /** What Slurm took without a word, and a node has begun, stays to be looked after. */
  #withdraw({ runs }: BatchWatch): void {
    try {
      runs.withdrawWaiting((request) => (this.#kind === 'kept' ? 'left-running' : cancelled(request)));
    } catch {
      // The study's folder is away.
      runs.abandon();
    }
  }
}

function waitInWords(came: Exclude<Try, 'over' | 'fewer'>): string {
  if (came === 'silent') return 'Slurm takes no job now (it does not answer). It is tried again.';
  if (came.kind === 'limit-full')
    return `As many jobs as Slurm takes of you are in the queue (${came.message}). It is tried again until some have ended; Ctrl-C ends the wait.`;
  return `Slurm takes no job now (${came.message}). It is tried again.`;
}
