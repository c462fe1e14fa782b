import type { Outcome } from '../core/outcome.js';
import type { Execution, Executor, RunRequest } from './executor.js';
import type { SlotPool } from './slot-pool.js';
import type { Slot } from './slot.js';

/** Who is told of what happens; of runs that go on without us, nothing. `ended` may take its time: the slot goes on meanwhile. */
export interface MatrixListener {
  started(request: RunRequest, slot: Slot): void;
  ended(request: RunRequest, outcome: Outcome): Promise<void> | void;
}

/**
 * Executes runs in the order given, each as soon as a slot is free. Requests are taken one by one when
 * they are needed, so an iterable may decide late. On abort no further run starts; those under way end as
 * `cancelled`. Resolves when all have ended and every `ended` is done; rejects with what a listener threw.
 */
export async function runMatrix(
  requests: Iterable<RunRequest>,
  slots: SlotPool,
  executor: Executor<Execution>,
  signal: AbortSignal,
  listener: MatrixListener,
): Promise<void> {
  const queue = requests[Symbol.iterator]();
  const pending: Promise<void>[] = [];
  const failed = new AbortController();
  const stop = AbortSignal.any([signal, failed.signal]);

  /** Whether there was one. */
  async function executeNext(slot: Slot): Promise<boolean> {
    const next = stop.aborted ? undefined : queue.next();
    if (next === undefined || next.done === true) return false;
    const outcome = await executor.execute(next.value, slot, stop, () => {
      listener.started(next.value, slot);
    });
    if (outcome === 'left-running') return true;
    const ended = Promise.resolve(listener.ended(next.value, outcome));
    ended.catch(() => {
      failed.abort();
    });
    pending.push(ended);
    return true;
  }

  async function serve(): Promise<void> {
    try {
      while (await slots.use(executeNext));
    } catch (error) {
      failed.abort();
      throw error;
    }
  }

  const serving = Array.from({ length: slots.size }, serve);
  const results = [...(await Promise.allSettled(serving)), ...(await Promise.allSettled(pending))];
  const rejected = results.find((result) => result.status === 'rejected');
  if (rejected !== undefined) throw rejected.reason;
}
