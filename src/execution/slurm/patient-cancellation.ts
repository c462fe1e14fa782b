import type { Result } from '../../core/result.js';
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

  /** Cancels jobs or tasks; a failure says what Slurm answered instead, to the last. */
  async cancel(ids: readonly string[]): Promise<Result<undefined, string>> {
    const deadline = Date.now() + WITHIN_MS;
    for (let refusals = 0; ; refusals += 1) {
      const answer = await this.#scheduler.cancel(ids);
      if (answer.ok || Date.now() > deadline) return answer;
      if (refusals === 0) this.#note('warning', `Slurm cancels nothing now (${answer.failure}). It is tried again.`);
      await this.#pauses.pause(TRY_AGAIN_AFTER_MS);
    }
  }

  /** Resolves when no task of these jobs can do anything any more, or when that takes too long. */
  async untilOver(jobIds: readonly string[]): Promise<void> {
    const deadline = Date.now() + WITHIN_MS;
    while (Date.now() < deadline) {
      const tasks = await this.#scheduler.tasksOf(jobIds);
      if (tasks.ok && !tasks.value.some(isLive)) return;
      await this.#pauses.pause(LOOK_AGAIN_AFTER_MS);
    }
  }
}
