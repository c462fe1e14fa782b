/** What an effect means, as data; `inWords` is what every format prints. */
export interface Finding {
  readonly kind:
    | 'hurts'
    | 'helps'
    | 'no-detectable-effect'
    | 'equivalent'
    | 'inconclusive'
    | 'single-run'
    | 'exact-difference'
    | 'no-effect-at-all'
    | 'failed'
    /** Its variant was not fit to run: no number, whatever was measured. */
    | 'rejected'
    | 'not-run';
  readonly inWords: string;
  /** Seeds that would be needed to decide, where it is inconclusive. */
  readonly seedsNeeded?: number;
}
