import type { Execution, Executor, RunRequest } from '../../execution/executor.js';
import type { SlotPool } from '../../execution/slot-pool.js';
import type { Forking } from '../forking/forking.js';

/** Where the runs of a study execute. */
export interface Place extends AsyncDisposable {
  readonly executor: Executor<Execution>;
  /** For smoke runs and repetitions: what they write counts for no run of the study. */
  readonly smokeExecutor: Executor;
  readonly slots: SlotPool;
  readonly forking: Forking;
  /** Absent where a run starts as soon as there is a slot. */
  readonly queue?: RunQueue;
}

/** A queue of others, in which each submission waits, and which goes on while nobody looks. */
export interface RunQueue {
  /** What an earlier start submitted of a run and what is still under way; once. */
  takeUnderWay(identity: string): RunRequest | undefined;
}
