import type { SandboxLevel } from '../execution/sandbox/sandbox-level.js';
import type { EventLog } from '../store/event-log.js';
import type { StudyFolder } from '../store/study-folder.js';
import type { StudyObserver } from './observer.js';
import type { Place } from './places/place.js';
import type { StudyPlan } from './plan-study.js';
import type { PreparedMachine } from './prepare-machine.js';
import type { Subject } from './read-subject.js';
import type { StudyStop } from './study-stop.js';

/** What runs of a study need to execute: built once, handed to every step that runs something. */
export interface Bench extends Omit<Place, typeof Symbol.asyncDispose> {
  readonly subject: Subject;
  readonly plan: StudyPlan;
  readonly folder: StudyFolder;
  /** Attempts of earlier starts that the log had no outcome of at the start, relative to the study's folder. */
  readonly unlogged: readonly string[];
  readonly log: EventLog;
  readonly machine: PreparedMachine;
  /** Sentences that belong before the table. */
  readonly warnings: readonly string[];
  /** The same for every run of the study. */
  readonly sandbox: SandboxLevel;
  readonly observer: StudyObserver;
  /** Ends the study from within; `signal` tells of it too. */
  readonly stop: StudyStop;
  readonly signal: AbortSignal;
  /** Throws a UserError where another process has taken the study over meanwhile: nothing more may be written then. */
  demandStudy(): void;
}
