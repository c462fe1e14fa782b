import type { Outcome } from './outcome.js';

/** Whether the machine is to blame for it, and not the run: on another one it may come to a result. */
export function isFaultOfMachine(outcome: Outcome): boolean {
  return outcome.kind === 'failed' && (outcome.reason.kind === 'lost' || outcome.reason.kind === 'could-not-start');
}
