/** Tokens of one or more calls of a model. */
export interface ModelUsage {
  /** All input, cached or not. */
  readonly inputTokens: number;
  /** Of the input, what was read from the provider's cache. */
  readonly cacheReadTokens: number;
  /** Of the input, what was written to the provider's cache. */
  readonly cacheWriteTokens: number;
  /** Reasoning included. */
  readonly outputTokens: number;
}

export const NO_USAGE: ModelUsage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

export function addUsage(a: ModelUsage, b: ModelUsage): ModelUsage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
    cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
    outputTokens: a.outputTokens + b.outputTokens,
  };
}
