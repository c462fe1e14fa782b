import type { Outcome } from '../../core/outcome.js';
import { withoutResult } from '../conclude-run.js';
import type { Executor, RunRequest } from '../executor.js';
import type { Slot } from '../slot.js';
import { HandOver } from './hand-over.js';
import { OnceOnAbort } from './once-on-abort.js';
import type { SlurmQueue } from './slurm-queue.js';
import { startOf } from './start-of.js';

/** A node that dies says nothing about what ran on it. */
const MOST_REPETITIONS = 2;

/** Smoke runs and repetitions: all that come together are one short job. Nobody asks before they are cancelled. */
export class ShortJobExecutor implements Executor {
  readonly #handOver: HandOver;
  readonly #interruption: OnceOnAbort;

  constructor(queue: SlurmQueue) {
    this.#interruption = new OnceOnAbort(() => {
      // Where the study's folder is away.
      queue.cancel('passing').catch(() => {
        queue.abandon();
      });
    });
    this.#handOver = new HandOver(queue, 'passing');
  }

  async execute(request: RunRequest, _slot: Slot, signal: AbortSignal, started?: () => void): Promise<Outcome> {
    for (let repetitions = 0; ; repetitions += 1) {
      if (signal.aborted) return withoutResult(startOf(request), { kind: 'cancelled' });
      this.#interruption.show(signal);
      const run = await this.#handOver.take(request);
      run.whenStarted(started);
      const end = await run.end;
      if (end === 'left-running') return withoutResult(startOf(request), { kind: 'cancelled' });
      const isLost = end.kind === 'failed' && end.reason.kind === 'lost';
      if (!isLost || repetitions >= MOST_REPETITIONS) return end;
    }
  }
}
