import { createAzure } from '@ai-sdk/azure';
import { failure, type Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import type { ModelFailure } from '../model-failure.js';
import type { Model } from '../model.js';
import type { ApiProvider } from '../../core/model-settings.js';
import { createAiSdkModel } from './ai-sdk-model.js';
import { apiAddress } from './api-address.js';
import { apiKey } from './api-key.js';

/**
 * A deployment on Azure OpenAI, by the Responses API: it takes the same fields for every deployment, whose name says
 * nothing of the model behind it. The resource is `--base-url`, AZURE_OPENAI_ENDPOINT or AZURE_RESOURCE_NAME.
 */
export function createAzureModel(provider: ApiProvider, surroundings: ModelSurroundings): Result<Model, ModelFailure> {
  const { environment } = surroundings;
  const resource = environment.AZURE_RESOURCE_NAME?.trim();
  const url = `https://${resource ?? 'unknown'}.openai.azure.com/openai`;
  if (!resource && !environment.AZURE_OPENAI_ENDPOINT && provider.baseUrl === undefined) {
    return failure({ kind: 'no-key', variable: 'AZURE_OPENAI_ENDPOINT or AZURE_RESOURCE_NAME' });
  }
  const baseURL = apiAddress(provider, surroundings, { url, variable: 'AZURE_OPENAI_ENDPOINT' });
  const key = apiKey(environment, ['AZURE_OPENAI_API_KEY', 'AZURE_API_KEY'], baseURL);
  if (!key.ok) return key;
  return createAiSdkModel(provider, surroundings, {
    address: baseURL,
    languageModel: (fetch) => createAzure({ baseURL, apiKey: key.value, fetch }).responses(provider.model),
    providerOptions: { azure: { store: false }, openai: { store: false } },
  });
}
