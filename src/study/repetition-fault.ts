import { failureInWords } from '../core/failure-in-words.js';
import type { Outcome } from '../core/outcome.js';
import { unreachable } from '../core/unreachable.js';

/**
 * Why what a repetition measured cannot be compared, in words that follow "it"; undefined where it came to its end, with or without
 * a metric, and where it was stopped in time.
 */
export function repetitionFault(outcome: Outcome): string | undefined {
  if (outcome.kind === 'completed') return undefined;
  const { reason } = outcome;
  switch (reason.kind) {
    case 'timed-out':
    case 'cancelled':
    case 'no-metric':
    case 'no-value':
    case 'diverged':
    case 'probe-silent':
    case 'shared-output':
      return undefined;
    case 'crashed':
    case 'out-of-memory':
    case 'edit-not-loaded':
    case 'wrote-to-project':
    case 'seed-conflict':
    case 'could-not-start':
    case 'lost':
      return `had no end: ${failureInWords(reason)}`;
    default:
      return unreachable(reason);
  }
}
