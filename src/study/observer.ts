import type { HintComponent } from '../core/component.js';
import type { HintTrial } from '../core/hint-trial.js';
import type { StudyEvent } from '../core/event.js';
import type { StudyPlan } from './plan-study.js';
import type { PreparedMachine } from './prepare-machine.js';
import type { Subject } from './read-subject.js';

/** How a study talks to the person or program that started it. */
export interface StudyObserver {
  /** Called once, when it is known what is studied and where it runs. */
  onSubject(subject: Subject, machine: PreparedMachine): void;
  /**
   * Called before anything runs, and again when a model wrote variants. `finished` are the identities of runs that need
   * not run again.
   */
  onPlan(plan: StudyPlan, finished: ReadonlySet<string>): void;
  onEvent(event: StudyEvent): void;
  /** Finished runs no longer match what they would execute now: what shall become of them? */
  decideChangedRuns(question: ChangedRunsQuestion): Promise<'keep' | 'rerun' | 'stop'>;
  /** The study was interrupted while jobs of it are in Slurm: shall they go on without it? */
  decideJobs(question: JobsQuestion): Promise<'cancel' | 'leave'>;
  /** A model read these trials out of hints: shall the study have them? `skip`: it goes on without. */
  approveHintTrials(proposals: readonly HintProposal[]): Promise<'approve' | 'skip' | 'stop'>;
}

export interface JobsQuestion {
  /** None while the job is being submitted. */
  readonly jobIds: readonly string[];
  /** That have not come to an end. */
  readonly runs: number;
  /** Aborts when they all have: then any answer will do. */
  readonly allEnded: AbortSignal;
}

/** A hint and the trials that a model read out of it. */
export interface HintProposal {
  readonly hint: HintComponent;
  readonly trials: readonly HintTrial[];
}

export interface ChangedRunsQuestion {
  readonly runs: number;
  /** What is different: files, arguments, packages, data. */
  readonly changes: readonly string[];
  /** What it took to make them, all runs added up. */
  readonly costMs: number;
}
