/** What a finished command means to a script. Documented in `docs/cli.md`. */
export const EXIT_CODES = {
  done: 0,
  doneWithFailedTrials: 1,
  couldNotRun: 2,
  interrupted: 130,
} as const;
