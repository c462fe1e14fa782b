import { createGoogleGenerativeAI } from '@ai-sdk/google';
import type { Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import type { ModelFailure } from '../model-failure.js';
import type { Model } from '../model.js';
import type { ApiProvider } from '../../core/model-settings.js';
import { createAiSdkModel } from './ai-sdk-model.js';
import { apiAddress } from './api-address.js';
import { apiKey } from './api-key.js';

/** Gemini by the Gemini API. */
export function createGoogleModel(provider: ApiProvider, surroundings: ModelSurroundings): Result<Model, ModelFailure> {
  const usual = { url: 'https://generativelanguage.googleapis.com/v1beta' };
  const baseURL = apiAddress(provider, surroundings, usual);
  const names = ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY'];
  const key = apiKey(surroundings.environment, names, baseURL);
  if (!key.ok) return key;
  return createAiSdkModel(provider, surroundings, {
    address: baseURL,
    languageModel: (fetch) => createGoogleGenerativeAI({ baseURL, apiKey: key.value, fetch })(provider.model),
  });
}
