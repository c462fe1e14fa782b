import type { FailureReason, Outcome } from '../core/outcome.js';
import { unreachable } from '../core/unreachable.js';

/**
 * Whether an outcome stands when the same command is given again. What the machine or a person ended
 * is tried again; what the script itself did would only happen again.
 */
export function isFinal(outcome: Outcome, timeoutMs: number | undefined, failedRuns: 'keep' | 'retry'): boolean {
  if (outcome.kind === 'completed') return true;
  return failedRuns === 'keep' && isFinalFailure(outcome.reason, timeoutMs);
}

function isFinalFailure(reason: FailureReason, timeoutMs: number | undefined): boolean {
  switch (reason.kind) {
    case 'crashed':
      return reason.signal === undefined;
    case 'timed-out':
      return timeoutMs !== undefined && timeoutMs <= reason.limitMs;
    case 'diverged':
    case 'no-metric':
    case 'no-value':
    case 'edit-not-loaded':
    case 'seed-conflict':
    case 'wrote-to-project':
      return true;
    case 'out-of-memory':
    case 'probe-silent':
    case 'shared-output':
    case 'could-not-start':
    case 'cancelled':
    case 'lost':
      return false;
    default:
      return unreachable(reason);
  }
}
