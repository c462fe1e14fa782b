import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import type { Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import type { ModelFailure } from '../model-failure.js';
import type { Model } from '../model.js';
import type { ApiProvider } from '../../core/model-settings.js';
import { createAiSdkModel } from './ai-sdk-model.js';
import { apiAddress } from './api-address.js';
import { apiKey } from './api-key.js';

/** Any model OpenRouter has, named as it names it: `anthropic/claude-sonnet-4.5`. */
export function createOpenRouterModel(
  provider: ApiProvider,
  surroundings: ModelSurroundings,
): Result<Model, ModelFailure> {
  const baseURL = apiAddress(provider, surroundings, { url: 'https://openrouter.ai/api/v1' });
  const key = apiKey(surroundings.environment, ['OPENROUTER_API_KEY'], baseURL);
  if (!key.ok) return key;
  return createAiSdkModel(provider, surroundings, {
    address: baseURL,
    // "strict" is what asks for the usage of a stream.
    languageModel: (fetch) =>
      createOpenRouter({ baseURL, apiKey: key.value, fetch, compatibility: 'strict' }).chat(provider.model),
    // OpenRouter drops it for models that cache by themselves.
    cacheMark: { openrouter: { cacheControl: { type: 'ephemeral' } } },
  });
}
