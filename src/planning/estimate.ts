import type { Outcome } from '../core/outcome.js';

/** What is still to come of a study, as far as one can tell. */
export interface Estimate {
  /** Absent until a run has shown how long it takes. */
  readonly wallTimeMs?: number;
  /** Working copies that exist at the same time, plus what stays of every run. */
  readonly diskBytes: number;
}

const LOGS_PER_RUN_BYTES = 50_000;

/** `copyBytes` is the size of one working copy; links weigh nothing. */
export function estimateStudy(
  pendingRuns: number,
  slots: number,
  copyBytes: number,
  baseline: Outcome | undefined,
): Estimate {
  const diskBytes = copyBytes * Math.min(slots, pendingRuns) + LOGS_PER_RUN_BYTES * pendingRuns;
  if (baseline === undefined) return { diskBytes };
  return { diskBytes, wallTimeMs: Math.ceil(pendingRuns / slots) * baseline.durationMs };
}
