/** What a finished command means to a script. Documented in `docs/cli.md`. */
export const EXIT_CODES = {
  done: 0,
  doneWithFailedTrials: 1,
  /** Of `check`: the variant is not the baseline without the component. */
  rejected: 1,
  couldNotRun: 2,
  /** Of `check`: suspicious, or not checked. */
  doubtful: 3,
  interrupted: 130,
} as const;
