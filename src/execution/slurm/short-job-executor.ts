import type { Outcome } from '../../core/outcome.js';
import { withoutResult } from '../conclude-run.js';
import type { Executor, RunRequest } from '../executor.js';
import type { Slot } from '../slot.js';
import { handOverTo, startOf, type HandOver } from './hand-over.js';
import { OnceOnAbort } from './once-on-abort.js';
import type { SlurmQueue } from './slurm-queue.js';

/** Smoke runs and repetitions: all that come together are one short job. Nobody asks before they are cancelled. */
export class ShortJobExecutor implements Executor {
  readonly #handOver: HandOver;
  readonly #interruption: OnceOnAbort;

  constructor(queue: SlurmQueue) {
    this.#interruption = new OnceOnAbort(() => void queue.cancel('passing'));
    this.#handOver = handOverTo(queue, 'passing');
  }

  async execute(request: RunRequest, _slot: Slot, signal: AbortSignal, started?: () => void): Promise<Outcome> {
    if (signal.aborted) return withoutResult(startOf(request), { kind: 'cancelled' });
    this.#interruption.show(signal);
    const run = await this.#handOver(request);
    run.whenStarted(started);
    const end = await run.end;
    return end === 'left-running' ? withoutResult(startOf(request), { kind: 'cancelled' }) : end;
  }
}
