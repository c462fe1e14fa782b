import { unreachable } from '../../core/unreachable.js';
import type { RejectedCandidate, RejectionReason } from './interpreter.js';

/** The message for the user: each candidate with what it lacks, and what to do. */
export function interpreterFailureInWords(tried: readonly RejectedCandidate[]): string {
  const lines = tried.map(
    ({ origin, command, reason }) => `  ${command.join(' ')} (${origin}): ${reasonInWords(reason)}`,
  );
  return [
    'No Python was found that can run the script:',
    ...lines,
    'Activate the environment you train in, or name its Python with --python PATH.',
  ].join('\n');
}

/** What stands after the name of the Python: `does not start: no such program`. */
export function reasonInWords(reason: RejectionReason): string {
  switch (reason.kind) {
    case 'missing-modules':
      return `has no ${new Intl.ListFormat('en', { type: 'disjunction' }).format(reason.modules)}`;
    case 'too-old':
      return `is Python ${reason.version}; 3.8 or later is needed`;
    case 'does-not-start':
      return `does not start: ${reason.message}`;
    default:
      return unreachable(reason);
  }
}
