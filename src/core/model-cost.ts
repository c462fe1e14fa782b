import type { ModelUsage } from './model-usage.js';

/** What the calls of models came to. */
export interface ModelCost {
  readonly calls: number;
  readonly usage: ModelUsage;
  /** Some of the usage is estimated, as a provider did not tell. */
  readonly isEstimated: boolean;
  /** US dollars; absent where the price of any call is not known. */
  readonly costUsd?: number;
}

/** The model behind a trial's variant. */
export interface TrialModel {
  readonly modelId: string;
  readonly repairs: number;
  /** Of this trial's calls; absent where they are not on record. */
  readonly cost?: ModelCost;
}
