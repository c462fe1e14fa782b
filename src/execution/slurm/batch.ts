import type { RunRequest } from '../executor.js';
import type { Interpreter } from '../interpreter/interpreter.js';
import type { LocalExecutorSettings } from '../local-executor.js';
import type { WorkspacePlan } from '../workspace/workspace-plan.js';

/**
 * What tasks of an array work off together. A run is no task's own: each takes the next one that nobody took, so that one list
 * serves runs of seconds, several to a task, and of days.
 */
export interface Batch {
  /** Absolute, on a file system that the nodes share. */
  readonly directory: string;
  readonly manifest: BatchManifest;
}

/** `manifest.json`: all that a task needs, so that whoever edits the project meanwhile changes no run. */
export interface BatchManifest {
  /** Jobs are found again by it. */
  readonly key: string;
  /** In the order to take them. */
  readonly requests: readonly RunRequest[];
  /** `kept`: runs of the study, which an interruption may leave running. `passing`: they are made again at need. */
  readonly kind: BatchKind;
  readonly surroundings: NodeSurroundings;
}

export type BatchKind = 'kept' | 'passing';

/** What a node has to know to run what the login node planned. */
export interface NodeSurroundings extends Omit<
  LocalExecutorSettings,
  'farm' | 'environment' | 'forkServer' | 'firstWriters'
> {
  readonly plan: WorkspacePlan;
  /** The sources as they were when the runs were submitted. Absolute. */
  readonly pristineDirectory: string;
  /** Where nodes tell each other what their runs write. Absolute. */
  readonly writersDirectory: string;
  /** Where a node makes working copies; may begin with one of its variables. Absent: its temporary folder. */
  readonly workDirectory?: string;
  /** The Python that was found on the login node: the node's has to be the same. */
  readonly interpreter: Pick<Interpreter, 'command' | 'version' | 'packages'>;
  /** When the study began to run, as its own clock had it. Milliseconds since 1970. */
  readonly studyStartedAt: number;
}
