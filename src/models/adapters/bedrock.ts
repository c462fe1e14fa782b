import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import { keyFrom } from '../environment-keys.js';
import type { ModelFailure } from '../model-failure.js';
import type { Model } from '../model.js';
import type { ApiProvider } from '../../core/model-settings.js';
import { createAiSdkModel } from './ai-sdk-model.js';

/**
 * Amazon Bedrock's Converse API, with AWS_BEARER_TOKEN_BEDROCK or an access key in the environment; profiles and
 * single sign-on are not read (`aws configure export-credentials --format env` writes them as variables).
 */
export function createBedrockModel(
  provider: ApiProvider,
  surroundings: ModelSurroundings,
): Result<Model, ModelFailure> {
  const { environment } = surroundings;
  const region = keyFrom(environment, ['AWS_REGION', 'AWS_DEFAULT_REGION']);
  if (!region.ok) return region;
  const login = loginIn(environment);
  if (!login.ok) return login;
  const baseURL = provider.baseUrl?.replace(/\/+$/, '');
  const address = { region: region.value, ...(baseURL === undefined ? {} : { baseURL }) };
  return createAiSdkModel(provider, surroundings, {
    address: baseURL ?? `https://bedrock-runtime.${region.value}.amazonaws.com`,
    languageModel: (fetch) => createAmazonBedrock({ ...address, ...login.value, fetch })(provider.model),
  });
}

interface Login {
  /** Empty: the access key is used. Undefined, the library would look into the process's own environment. */
  readonly apiKey: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
  readonly sessionToken?: string;
}

function loginIn(environment: NodeJS.ProcessEnv): Result<Login, ModelFailure> {
  const bearer = keyFrom(environment, ['AWS_BEARER_TOKEN_BEDROCK']);
  if (bearer.ok) return success({ apiKey: bearer.value });
  const id = keyFrom(environment, ['AWS_ACCESS_KEY_ID']);
  const secret = keyFrom(environment, ['AWS_SECRET_ACCESS_KEY']);
  if (!id.ok || !secret.ok) {
    const variable = 'AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID with AWS_SECRET_ACCESS_KEY,';
    return failure({ kind: 'no-key', variable });
  }
  const session = keyFrom(environment, ['AWS_SESSION_TOKEN']);
  const sessionToken = session.ok ? { sessionToken: session.value } : {};
  return success({ apiKey: '', accessKeyId: id.value, secretAccessKey: secret.value, ...sessionToken });
}
