import { createOpenAI } from '@ai-sdk/openai';
import type { Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import type { ModelFailure } from '../model-failure.js';
import type { Model } from '../model.js';
import type { ApiProvider } from '../../core/model-settings.js';
import { createAiSdkModel } from './ai-sdk-model.js';
import { apiAddress } from './api-address.js';
import { apiKey } from './api-key.js';

/** OpenAI by the Responses API (`openai`) or by Chat Completions (`openai-chat`). */
export function createOpenAiModel(provider: ApiProvider, surroundings: ModelSurroundings): Result<Model, ModelFailure> {
  const { environment } = surroundings;
  const usual = { url: 'https://api.openai.com/v1', variable: 'OPENAI_BASE_URL' };
  const baseURL = apiAddress(provider, surroundings, usual);
  const key = apiKey(environment, ['OPENAI_API_KEY'], baseURL);
  if (!key.ok) return key;
  return createAiSdkModel(provider, surroundings, {
    address: baseURL,
    languageModel: (fetch) => {
      const openai = createOpenAI({ baseURL, apiKey: key.value, fetch });
      return provider.api === 'openai' ? openai.responses(provider.model) : openai.chat(provider.model);
    },
    // Responses are kept on their servers for a next call, which never comes; Chat Completions are not.
    ...(provider.api === 'openai' ? { providerOptions: { openai: { store: false } } } : {}),
  });
}
