import type { Report } from '../core/report.js';
import type { SandboxLevel } from '../execution/sandbox/sandbox-level.js';
import type { WrittenFiles } from '../execution/written-files.js';
import type { WorkspacePlan } from '../execution/workspace/workspace-plan.js';
import type { PlannedTrial } from '../study/plan-study.js';
import type { Subject } from '../study/read-subject.js';

/** A study as it is made into a script: its sources as they ran, and the trials that ran. */
export interface ExportedStudy {
  readonly subject: Subject;
  readonly studyDirectory: string;
  readonly report: Report;
  /** The baseline first; without those whose variant was rejected. */
  readonly trials: readonly PlannedTrial[];
  /** Trials of the table that the script has not, each with the reason. */
  readonly leftOut: readonly string[];
  readonly threadsPerRun: number;
  /** What runs find in their working copies. */
  readonly workspace: WorkspacePlan;
  /** What the study's runs wrote into theirs, all of them together. */
  readonly written: WrittenFiles;
  /** As the study's runs were kept in. */
  readonly sandbox: SandboxLevel;
  readonly keyFiles: readonly string[];
}
