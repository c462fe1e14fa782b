import type { ModelPrice } from '@pydantic/genai-prices';
import type { ApiName } from '../core/model-settings.js';
import type { ModelUsage } from '../core/model-usage.js';
import type { ProviderSettings } from '../core/model-settings.js';

/** What a model's tokens cost by the price table that came with this version. */
export interface Price {
  /** US dollars per million tokens, of the lowest tier where a long input costs more. */
  readonly perMillion: {
    readonly input: number;
    readonly cacheRead: number;
    readonly cacheWrite: number;
    readonly output: number;
  };
  /** US dollars of one call, its tier and what was cached taken into account. */
  costUsd(usage: ModelUsage): number;
}

/** The providers' names in the price table. A server that only speaks a protocol has no price of its own. */
const PRICED_AS: Readonly<Record<Exclude<ApiName, 'openai-compatible'>, string>> = {
  anthropic: 'anthropic',
  openai: 'openai',
  'openai-chat': 'openai',
  google: 'google',
  openrouter: 'openrouter',
  azure: 'azure',
  bedrock: 'aws',
};

/**
 * The price of a model at its provider; undefined where none is known, which is never a price of 0: local
 * servers, programs, people, recordings, models newer than the table. At an address of the user's own only
 * the address tells who bills.
 */
export async function priceOf(provider: ProviderSettings, modelId: string): Promise<Price | undefined> {
  const seller = sellerOf(provider);
  if (seller === undefined) return undefined;
  const { calcPrice } = await import('@pydantic/genai-prices');
  const price = calcPrice({}, modelId, seller)?.model_price;
  const input = baseRate(price, 'input_mtok');
  const output = baseRate(price, 'output_mtok');
  if (input === undefined || output === undefined) return undefined;
  return {
    perMillion: {
      input,
      cacheRead: baseRate(price, 'cache_read_mtok') ?? input,
      cacheWrite: baseRate(price, 'cache_write_mtok') ?? input,
      output,
    },
    costUsd(usage) {
      const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
      const tokens = {
        // Some servers count what was cached beside the input, and the table refuses parts larger than the whole.
        input_tokens: Math.max(inputTokens, cacheReadTokens + cacheWriteTokens),
        cache_read_tokens: cacheReadTokens,
        cache_write_tokens: cacheWriteTokens,
        output_tokens: outputTokens,
      };
      const cost = calcPrice(tokens, modelId, seller);
      if (cost === null) throw new Error(`The price of ${modelId} was known and is no longer.`);
      return cost.total_price;
    },
  };
}

function sellerOf(
  provider: ProviderSettings,
): { readonly providerId: string } | { readonly providerApiUrl: string } | undefined {
  if (provider.kind !== 'api') return undefined;
  if (provider.baseUrl !== undefined) return { providerApiUrl: provider.baseUrl };
  return provider.api === 'openai-compatible' ? undefined : { providerId: PRICED_AS[provider.api] };
}

function baseRate(price: ModelPrice | undefined, name: string): number | undefined {
  const rate = price?.[name];
  return typeof rate === 'object' ? rate.base : rate;
}
