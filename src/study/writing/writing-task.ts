import type { WrittenEdits } from '../../core/written-edits.js';
import type { RepairReason } from '../../variants/prompts/repair-request.js';
import type { OpenTrial } from '../plan-study.js';

/** A trial to be written, anew or after a run of it crashed. */
export interface WritingTask {
  readonly open: OpenTrial;
  readonly former?: FormerAttempt;
}

/** What a repair starts from: the variant that failed, and how. It has been repaired less often than it may be. */
export interface FormerAttempt {
  readonly reply: string;
  readonly edits: WrittenEdits;
  readonly reason: RepairReason;
}
