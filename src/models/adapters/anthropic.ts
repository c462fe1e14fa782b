import { createAnthropic } from '@ai-sdk/anthropic';
import type { Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import type { ModelFailure } from '../model-failure.js';
import type { Model } from '../model.js';
import type { ApiProvider } from '../../core/model-settings.js';
import { createAiSdkModel } from './ai-sdk-model.js';
import { apiAddress } from './api-address.js';
import { apiKey } from './api-key.js';

/** Claude by the Messages API. A gateway's ANTHROPIC_AUTH_TOKEN is used where there is no ANTHROPIC_API_KEY. */
export function createAnthropicModel(
  provider: ApiProvider,
  surroundings: ModelSurroundings,
): Result<Model, ModelFailure> {
  const { environment } = surroundings;
  const usual = { url: 'https://api.anthropic.com/v1', variable: 'ANTHROPIC_BASE_URL' };
  const baseURL = apiAddress(provider, surroundings, usual);
  const key = apiKey(environment, ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'], baseURL);
  if (!key.ok) return key;
  const isToken = !environment.ANTHROPIC_API_KEY?.trim() && environment.ANTHROPIC_AUTH_TOKEN !== undefined;
  const login = isToken ? { authToken: key.value } : { apiKey: key.value };
  return createAiSdkModel(provider, surroundings, {
    address: baseURL,
    languageModel: (fetch) => createAnthropic({ baseURL, ...login, fetch })(provider.model),
    cacheMark: { anthropic: { cacheControl: { type: 'ephemeral' } } },
  });
}
