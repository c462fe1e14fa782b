import { isDeepStrictEqual } from 'node:util';
import { failureInWords } from '../../core/failure-in-words.js';
import type { ForkingUse } from '../../core/forking.js';
import type { CompletedOutcome, FailedOutcome } from '../../core/outcome.js';
import type { PlannedRun } from '../../core/trial.js';
import { unreachable } from '../../core/unreachable.js';
import { readFingerprint } from '../../execution/probe/read-fingerprint.js';
import { runFiles } from '../../execution/run-files.js';
import type { Bench } from '../bench.js';
import { isShort, REPETITION_LIMIT_MS, repeatBaseline, type RepeatedRun } from '../repeat-baseline.js';

/** What a longer run gets beyond its first step, in which the same numbers have to come. */
const FIRST_STEPS_MS = 10_000;

export const ENDED_MEANWHILE = off('it ended while it was compared');

/** Runs the baseline once more, forked, and says what that came to beside `first`, which left `firstDirectory`. */
export async function compareForked(
  bench: Bench,
  run: PlannedRun,
  first: CompletedOutcome,
  firstDirectory: string,
): Promise<ForkingUse> {
  const { forking } = bench;
  const { server } = forking;
  const state = await forking.open();
  if (server === undefined || state === undefined) return off(forking.obstacle ?? '');
  if (state.kind === 'unfit') return off(state.reason);
  const forksBefore = server.forks;
  const limitMs = await limitOf(first, firstDirectory);
  const forked = await repeatBaseline(bench, run, firstDirectory, { name: 'forked' }, { kind: 'after', limitMs });
  if (server.forks === forksBefore) return off(server.lastRefusal ?? 'it ended before its first run');
  if (server.isGone) return ENDED_MEANWHILE;
  if (forked.outcome.kind === 'failed' && !isStoppedInTime(forked.outcome, first, limitMs))
    return { kind: 'differed', how: `failed (${failureInWords(forked.outcome.reason)})` };
  return judge(await compareFirstSteps(firstDirectory, forked.directory), forked, forking.libraries);
}

/** What a run was over its first steps, random numbers included; times aside. */
type FirstSteps = 'equal' | 'differ' | 'not-seen';

function judge(
  steps: FirstSteps,
  { comparison, extent }: Pick<RepeatedRun, 'comparison' | 'extent'>,
  libraries: readonly string[],
): ForkingUse {
  if (steps === 'differ') return { kind: 'differed', how: 'had other first steps (model, data or random numbers)' };
  switch (comparison.kind) {
    case 'differs': {
      const by = Math.max(...Object.values(comparison.tolerance));
      return { kind: 'differed', how: `gave other numbers, by up to ${by.toPrecision(2)}` };
    }
    case 'other-extent':
      return { kind: 'differed', how: comparison.how };
    case 'identical':
      if (extent === 'whole') return { kind: 'forked', libraries, extent: 'in-full' };
      return { kind: 'forked', libraries, extent: steps === 'equal' ? 'first-steps' : 'first-numbers' };
    case 'not-checked':
      if (steps === 'not-seen') return off('neither numbers nor first steps could be compared');
      return { kind: 'forked', libraries, extent: 'first-steps-only' };
    default:
      return unreachable(comparison);
  }
}

/** A long run is stopped after its first steps; a short one that does not come to its end has hung. */
function isStoppedInTime({ reason }: FailedOutcome, first: CompletedOutcome, limitMs: number): boolean {
  if (reason.kind === 'cancelled') return true;
  return reason.kind === 'timed-out' && reason.limitMs === limitMs && !isShort(first);
}

/** Other runs go on beside it, so a short one may take its time. */
async function limitOf(first: CompletedOutcome, firstDirectory: string): Promise<number> {
  if (isShort(first)) return REPETITION_LIMIT_MS;
  const fingerprint = await readFingerprint(runFiles(firstDirectory).probeDirectory);
  return Math.min(REPETITION_LIMIT_MS, 2 * (fingerprint?.firstStepMs ?? 0) + FIRST_STEPS_MS);
}

async function compareFirstSteps(first: string, forked: string): Promise<FirstSteps> {
  const [one, other] = await Promise.all(
    [first, forked].map(async (directory) => {
      const fingerprint = await readFingerprint(runFiles(directory).probeDirectory);
      return fingerprint && { ...fingerprint, firstStepMs: 0, ending: '', evaluated: false };
    }),
  );
  if (one === undefined || other === undefined) return 'not-seen';
  return isDeepStrictEqual(one, other) ? 'equal' : 'differ';
}

function off(reason: string): ForkingUse {
  return { kind: 'off', reason };
}
