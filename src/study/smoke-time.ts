/** A variant gets this multiple of what the baseline took to its first steps ... */
const TIMES_THE_BASELINE = 4;
/** ... and at least so long: machines have moods. */
const AT_LEAST_MS = 30_000;

/** How long a variant's smoke run may take, from what the baseline's took. Milliseconds. */
export function boundByBaseline(baselineMs: number): number {
  return Math.max(AT_LEAST_MS, TIMES_THE_BASELINE * baselineMs);
}
