import type { AttemptStart } from '../conclude-run.js';
import type { RunRequest } from '../executor.js';

/** An attempt that begins now. */
export function startOf({ attempt }: RunRequest): AttemptStart {
  return { at: new Date().toISOString(), attempt };
}
