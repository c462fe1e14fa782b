import type { FailedOutcome } from '../../core/outcome.js';
import { withoutResult } from '../conclude-run.js';
import type { RunRequest } from '../executor.js';
import { startOf } from './start-of.js';

/** The end of a run that nobody made. */
export function cancelled(request: RunRequest, notes: readonly string[] = []): FailedOutcome {
  return withoutResult(startOf(request), { kind: 'cancelled' }, notes);
}
