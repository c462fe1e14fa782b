import { unreachable } from '../../core/unreachable.js';
import { NOT_FOUND } from './call-program.js';

/** Why nothing was submitted. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** What Slurm said, in a line. */
  readonly message: string;
}

/**
 * `busy`: nobody answered. `array-too-long`: the cluster takes no arrays of so many tasks. `limit-full`: as many jobs as may be
 * submitted are in the queue. `some-limit`: it does not say which. `no-slurm`: there is no such program.
 */
export type RefusalKind = 'busy' | 'array-too-long' | 'limit-full' | 'some-limit' | 'refused' | 'no-slurm';

/** Slurm's sentence for limits of any kind. It names the submit limit among them; which one it is stands before it. */
const ANY_LIMIT = /(?:Batch job submission failed: )?Job violates accounting\/QOS policy.*/;

const PASSING =
  /unable to contact|timed out|connection refused|temporarily|zero bytes|communication|try again|slurm_persist|backup controller/i;

/**
 * What to do after a refusal. `fewer`: an array of fewer tasks may pass. `later`: the same may pass, however long it takes. `later-for-a-while`:
 * it may, but perhaps no time mends it. `make-sure`: it will not pass, unless Slurm took what it says it did not. `never`: it did not, for sure.
 */
export type NextStep = 'fewer' | 'later' | 'later-for-a-while' | 'make-sure' | 'never';

/** What to do when an array of so many tasks was refused. */
export function nextStep(kind: RefusalKind, tasks: number): NextStep {
  switch (kind) {
    case 'busy':
      return 'later';
    case 'array-too-long':
      return tasks > 1 ? 'fewer' : 'make-sure';
    case 'limit-full':
      return tasks > 1 ? 'fewer' : 'later';
    case 'some-limit':
      return tasks > 1 ? 'fewer' : 'later-for-a-while';
    case 'refused':
      return 'make-sure';
    case 'no-slurm':
      return 'never';
    default:
      return unreachable(kind);
  }
}

/** Reads what `sbatch` said when it gave no number. */
export function refusalOf(exitCode: number | undefined, message: string): Refusal {
  return { kind: kindOf(exitCode, message), message };
}

function kindOf(exitCode: number | undefined, message: string): RefusalKind {
  if (exitCode === NOT_FOUND) return 'no-slurm';
  // Whether it came through, nobody knows.
  if (exitCode === undefined || exitCode === 0) return 'busy';
  if (/array specification|MaxArraySize/i.test(message)) return 'array-too-long';
  const reason = message.replace(ANY_LIMIT, '').trim();
  if (/Submit\w*Limit|MaxSubmit/i.test(reason)) return 'limit-full';
  if (ANY_LIMIT.test(message) && !reason.includes('Limit')) return 'some-limit';
  return PASSING.test(message) ? 'busy' : 'refused';
}
