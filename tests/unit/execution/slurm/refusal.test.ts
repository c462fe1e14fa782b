import { expect, test } from 'vitest';
import { nextStep, refusalOf } from '../../../../src/execution/slurm/refusal.js';

const ANY_LIMIT =
  "Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user's size and/or time limits)";

test.each([
  [1, 'Unable to contact slurm controller', 'later', 'later'],
  [1, 'Batch job submission failed: Invalid job array specification', 'make-sure', 'fewer'],
  [1, `AssocMaxSubmitJobLimit ${ANY_LIMIT}`, 'later', 'fewer'],
  [1, ANY_LIMIT, 'later-for-a-while', 'fewer'],
  [1, `QOSMaxWallDurationPerJobLimit ${ANY_LIMIT}`, 'make-sure', 'make-sure'],
  [1, 'Batch job submission failed: Invalid partition name specified', 'make-sure', 'make-sure'],
  [undefined, 'sbatch was ended by SIGKILL', 'later', 'later'],
  [127, 'sbatch: there is no Slurm on this machine', 'never', 'never'],
])('after exit code %s with “%s” comes: of one task %s, of eight %s', (exitCode, message, ofOne, ofEight) => {
  const { kind } = refusalOf(exitCode, message);
  expect([nextStep(kind, 1), nextStep(kind, 8)]).toEqual([ofOne, ofEight]);
});
