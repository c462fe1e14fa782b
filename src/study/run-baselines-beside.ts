import { setTimeout as delay } from 'node:timers/promises';
import { BASELINE_ID, type PlannedRun } from '../core/trial.js';
import type { Bench } from './bench.js';
import { executeBaseline } from './execute-baseline.js';
import type { FinishedRuns } from './finished-runs.js';

/** A first run that takes longer is none of a script that is over before its libraries are imported. */
const LONG_MS = 10_000;

/**
 * While a long first run of the baseline goes on alone, other slots would wait: they take its further seeds, which need no verdict of
 * anything. Those that have begun when the first ends go on to their end.
 */
export async function runBaselinesBeside(
  bench: Bench,
  finished: FinishedRuns,
  first: PlannedRun,
  firstEnded: AbortSignal,
): Promise<void> {
  const isOver = AbortSignal.any([firstEnded, bench.signal]);
  if (bench.slots.size < 2 || !(await hasPassed(LONG_MS, isOver))) return;
  const others = bench.plan.runs.filter(
    ({ trialId, identity }) => trialId === BASELINE_ID && identity !== first.identity && !finished.has(identity),
  );
  await Promise.all(
    others.slice(0, bench.slots.size - 1).map(async (run) => {
      const outcome = await bench.slots.use((slot) => executeBaseline(bench, run, { kind: 'steps' }, slot));
      if (outcome !== 'left-running') finished.set(run.identity, { run, outcome });
    }),
  );
}

async function hasPassed(ms: number, signal: AbortSignal): Promise<boolean> {
  return delay(ms, true, { signal }).catch(() => false);
}
