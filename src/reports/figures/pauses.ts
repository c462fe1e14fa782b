import { startOf, type StartedRun } from './started-run.js';

/** A stretch in which no run was going on, in milliseconds since 1970. */
export interface Pause {
  readonly beginMs: number;
  readonly endMs: number;
}

/** A pause takes this part of the time in which runs were going on, and no more. */
const SHOWN_SHARE = 0.04;
/** Shorter ones are drawn as they are. */
const SHORTEST_SHARE = 0.25;

/**
 * The pauses beside which runs would be slivers, as between the two days of a study that was gone on with; in their order. Each
 * is drawn as `shownMs`.
 */
export function longPauses(runs: readonly StartedRun[]): {
  readonly pauses: readonly Pause[];
  readonly shownMs: number;
} {
  const pauses: Pause[] = [];
  let [busyMs, reachedMs] = [0, -Infinity];
  for (const run of runs.toSorted((a, b) => startOf(a) - startOf(b))) {
    const [beginMs, endMs] = [startOf(run), startOf(run) + run.durationMs];
    if (beginMs > reachedMs && reachedMs > -Infinity) pauses.push({ beginMs: reachedMs, endMs: beginMs });
    busyMs += Math.max(0, endMs - Math.max(beginMs, reachedMs));
    reachedMs = Math.max(reachedMs, endMs);
  }
  return {
    pauses: pauses.filter(({ beginMs, endMs }) => endMs - beginMs > SHORTEST_SHARE * busyMs),
    shownMs: SHOWN_SHARE * busyMs,
  };
}
