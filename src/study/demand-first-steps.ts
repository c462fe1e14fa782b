import type { SmokeResult } from '../core/smoke-result.js';
import { unreachable } from '../core/unreachable.js';
import { UserError } from '../core/user-error.js';
import type { Bench } from './bench.js';

/**
 * Throws a UserError where the baseline does not come through its first steps and runs wait in a queue: what waits there for days
 * is to run then. Elsewhere its first run has ended before.
 */
export function demandFirstSteps({ queue, signal }: Bench, baseline: SmokeResult): void {
  if (queue === undefined || signal.aborted) return;
  const why = whyNoFirstSteps(baseline);
  if (why === undefined) return;
  throw new UserError(
    `The baseline (your unmodified script) did not come through its first steps: ${why}.\n` +
      'Nothing else was submitted. Its logs, if it began, are in smoke/baseline, those of the job in slurm/ of the study’s folder.',
  );
}

/** Undefined where it came through them. */
export function whyNoFirstSteps(result: SmokeResult): string | undefined {
  switch (result.kind) {
    case 'observed':
      return result.failure;
    case 'failed':
    case 'not-loaded':
    case 'nothing-seen':
      return result.reason;
    default:
      return unreachable(result);
  }
}
