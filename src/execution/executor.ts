import type { Edit } from '../core/edit.js';
import type { Outcome } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';
import type { Observation } from './probe/probe-environment.js';
import type { Slot } from './slot.js';

/** All that one attempt of a run needs; nothing of it changes while the study goes on. */
export interface RunRequest {
  readonly run: PlannedRun;
  readonly attempt: number;
  /** The run's folder in the study folder: logs, metrics and outcome stay there. Absolute; exists. */
  readonly runDirectory: string;
  /** The variant's and the seed layer's edits against the pristine files. */
  readonly edits: readonly Edit[];
  /** The whole command, without the variant's and the seed layer's arguments applied: see `command`. */
  readonly command: readonly string[];
  readonly timeoutMs?: number;
  /** The run is stopped when its processes together use more. */
  readonly memoryBytes?: number;
  /** Seeds the libraries before the script starts. */
  readonly environmentSeed: number;
  readonly observe: RunObservation;
  /**
   * Files of the project, relative to it, that this run gets as copies where others have links: without a probe nothing keeps it
   * from writing through a link. Absent: none.
   */
  readonly ownCopies?: readonly string[];
  /** How its process comes about. Absent: as one of its own. */
  readonly startup?: Startup;
}

/** `forked`: from a process that has imported the libraries, where that can be had; what runs is the same. */
export type Startup = 'own-process' | 'forked';

/** What is watched of a run. `nothing`: the script runs as it does without us, for comparison. */
export type RunObservation = Observation | { readonly kind: 'nothing' };

/** How an execution ended for whoever waits: `left-running`, where it goes on without us, on a cluster. */
export type Execution = Outcome | 'left-running';

/** Where runs execute. Local and Slurm are the two sides of this seam. */
export interface Executor<End extends Execution = Outcome> {
  /**
   * Executes one attempt to its end. Never rejects for anything the run does: a failure is an outcome.
   * `started` is called when it begins, which in a queue can take days.
   * On abort, on this machine, the whole process tree is ended within 2 s and the outcome is `cancelled`. On a cluster `signal` is the
   * study's, and whoever interrupted it decides what becomes of its jobs.
   */
  execute(request: RunRequest, slot: Slot, signal: AbortSignal, started?: () => void): Promise<End>;
}
