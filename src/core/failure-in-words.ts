import type { FailureReason } from './outcome.js';
import { unreachable } from './unreachable.js';

/** The short name of a failure in a table cell, then the details a person needs. */
export function failureInWords(reason: FailureReason): string {
  switch (reason.kind) {
    case 'crashed':
      if (reason.exception !== undefined) return `crashed: ${reason.exception}`;
      if (reason.signal !== undefined) return `crashed: killed by ${reason.signal}`;
      return `crashed: exit code ${String(reason.exitCode ?? 'unknown')}${reason.lastWords === undefined ? '' : ` (${reason.lastWords})`}`;
    case 'timed-out':
      return `timed out after ${formatSeconds(reason.limitMs)}${reason.jobMs === undefined ? '' : ' (the time of its job)'}`;
    case 'out-of-memory':
      if (reason.where === 'limit') return 'out of memory (over --memory)';
      return reason.where === 'cuda' ? 'out of memory (CUDA)' : 'out of memory';
    case 'diverged':
      return `diverged: ${reason.metric} is not a finite number`;
    case 'no-metric':
      return 'no metric: it ended well but printed no number';
    case 'no-value':
      return `no value of ${reason.metric}: ${reason.why}`;
    case 'edit-not-loaded':
      return reason.loadedInstead === undefined
        ? `edit not loaded: ${reason.file} was never imported`
        : `edit not loaded: ${reason.file} came from ${reason.loadedInstead}`;
    case 'probe-silent':
      return 'probe silent: Python did not load it (flags -I, -S or -E, or not Python?)';
    case 'shared-output':
      return `shared output: another run writes ${reason.path}`;
    case 'wrote-to-project':
      return `wrote to the project: ${reason.path}`;
    case 'seed-conflict':
      return `seed conflict: the variant and the seed layer both change ${reason.place}`;
    case 'could-not-start':
      return `could not start: ${reason.message}`;
    case 'cancelled':
      return 'cancelled';
    case 'lost':
      return 'lost: its process ended without a result';
    default:
      return unreachable(reason);
  }
}

function formatSeconds(milliseconds: number): string {
  return `${String(Math.round(milliseconds / 100) / 10)} s`;
}
