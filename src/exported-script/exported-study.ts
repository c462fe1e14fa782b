import type { Report } from '../core/report.js';
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
}
