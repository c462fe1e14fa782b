import type { Executor } from '../execution/executor.js';
import type { SandboxLevel } from '../execution/sandbox/sandbox-level.js';
import type { SlotPool } from '../execution/slot-pool.js';
import type { EventLog } from '../store/event-log.js';
import type { StudyFolder } from '../store/study-folder.js';
import type { Forking } from './forking/forking.js';
import type { StudyObserver } from './observer.js';
import type { StudyPlan } from './plan-study.js';
import type { PreparedMachine } from './prepare-machine.js';
import type { Subject } from './read-subject.js';

/** What runs of a study need to execute: built once, handed to every step that runs something. */
export interface Bench {
  readonly subject: Subject;
  readonly plan: StudyPlan;
  readonly folder: StudyFolder;
  readonly log: EventLog;
  readonly executor: Executor;
  /** For smoke runs: what they write counts for no run of the study. */
  readonly smokeExecutor: Executor;
  readonly slots: SlotPool;
  readonly machine: PreparedMachine;
  /** Sentences that belong before the table. */
  readonly warnings: readonly string[];
  /** The same for every run of the study. */
  readonly sandbox: SandboxLevel;
  readonly forking: Forking;
  readonly observer: StudyObserver;
  readonly signal: AbortSignal;
}
