import { startOf, type StartedRun } from './started-run.js';

/** Runs of one trial that go on at the same time lie below each other: the lane of each, from 0. */
export function lanesOf(runs: readonly StartedRun[]): ReadonlyMap<StartedRun, number> {
  const lanes = new Map<StartedRun, number>();
  const endsByTrial = new Map<string, number[]>();
  for (const run of [...runs].sort((a, b) => startOf(a) - startOf(b))) {
    const ends = endsByTrial.get(run.trialId) ?? [];
    const free = ends.findIndex((endMs) => endMs <= startOf(run));
    const lane = free === -1 ? ends.length : free;
    ends[lane] = startOf(run) + run.durationMs;
    endsByTrial.set(run.trialId, ends);
    lanes.set(run, lane);
  }
  return lanes;
}
