import type { OpenTrial } from '../plan-study.js';
import type { FormerAttempt } from './write-variant.js';

/** A trial to be written, anew or after a run of it crashed. */
export interface WritingTask {
  readonly open: OpenTrial;
  readonly former?: FormerAttempt;
}
