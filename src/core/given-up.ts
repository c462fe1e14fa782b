/** Why nothing came of asking a model, in words for the report. */
export interface GivenUp {
  readonly reason: string;
  /** Another start may have more luck: network, quota, budget, key, interruption. */
  readonly isPassing: boolean;
}
