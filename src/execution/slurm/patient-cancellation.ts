import { failure, success, type Result } from '../../core/result.js';
import { Pauses } from './pauses.js';
import type { Scheduler } from './scheduler.js';
import type { SlurmQueueSettings } from './slurm-queue-settings.js';
import { isLive } from './task-state.js';

/** Runs get 30 s to end by Slurm's usual settings (KillWait). */
const WITHIN_MS = 40_000;
const TRY_AGAIN_AFTER_MS = 5000;
const LOOK_AGAIN_AFTER_MS = 500;

/** Ends jobs that Slurm may be too busy to end at once. */
export class PatientCancellation {
  readonly #scheduler: Scheduler;
  readonly #pauses = new Pauses();
  readonly #note: SlurmQueueSettings['note'];

  constructor(scheduler: Scheduler, note: SlurmQueueSettings['note']) {
    this.#scheduler = scheduler;
    this.#note = note;
  }

  /** Cancels jobs or tasks, and waits until none can do anything any more; a failure says why some may still. */
  async end(ids: readonly string[]): Promise<Result<undefined, string>> {
    const answer = await this.#cancel(ids);
    return answer.ok ? this.#untilOver(ids) : answer;
  }

  async #cancel(ids: readonly string[]): Promise<Result<undefined, string>> {
    const deadline = Date.now() + WITHIN_MS;
    for (let refusals = 0; ; refusals += 1) {
      const answer = await this.#scheduler.cancel(ids);
      if (answer.ok || Date.now() > deadline) return answer;
      if (refusals === 0) this.#note('warning', `Slurm cancels nothing now (${answer.failure}). It is tried again.`);
      await this.#pauses.pause(TRY_AGAIN_AFTER_MS);
    }
  }

  /** That `scancel` had no complaint does not say that it did anything. */
  async #untilOver(ids: readonly string[]): Promise<Result<undefined, string>> {
    const late = AbortSignal.timeout(WITHIN_MS);
    for (;;) {
      const tasks = await this.#scheduler.tasksOf(ids, late);
      if (tasks.ok && !tasks.value.some(isLive)) return success(undefined);
      if (late.aborted) return failure(`not seen to be over ${WITHIN_MS / 1000} s after \`scancel\``);
      await this.#pauses.pause(LOOK_AGAIN_AFTER_MS);
    }
  }
}
