import { onTestFinished } from 'vitest';
import type { ApiName } from '../../../../src/core/model-settings.js';
import type { Result } from '../../../../src/core/result.js';
import { createModel } from '../../../../src/models/create-model.js';
import type { ModelFailure } from '../../../../src/models/model-failure.js';
import type { ModelReply, ModelRequest } from '../../../../src/models/model.js';
import type { FakeServer } from '../servers/scripted-server.js';

export const REQUEST: ModelRequest = {
  purpose: 'conv2',
  system: 'You write ablations.',
  shared: 'The files.',
  turns: [{ role: 'user', text: 'Remove conv2.' }],
  maxOutputTokens: 4096,
};

export const KEYS = {
  ANTHROPIC_API_KEY: 'sk-ant-api03-secret-of-anthropic',
  OPENAI_API_KEY: 'sk-proj-secret-of-openai',
  GEMINI_API_KEY: 'AIzaSy-secret-of-google-0123456789',
  OPENROUTER_API_KEY: 'sk-or-v1-secret-of-openrouter',
  AZURE_OPENAI_API_KEY: 'a2b4c6d8secretofazure',
  AWS_BEARER_TOKEN_BEDROCK: 'bedrock-secret-of-amazon',
  AWS_REGION: 'eu-central-1',
};

export interface ApiCall {
  readonly api: ApiName;
  readonly model: string;
  readonly baseUrl: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly idleTimeoutMs?: number;
  readonly request?: ModelRequest;
  readonly signal?: AbortSignal;
}

/** One call through the front door. */
export async function callApi(call: ApiCall): Promise<Result<ModelReply, ModelFailure>> {
  const { api, model, baseUrl, environment = KEYS, idleTimeoutMs = 20_000 } = call;
  const surroundings = { environment, idleTimeoutMs, say: () => undefined };
  const created = await createModel({ kind: 'api', api, model, baseUrl }, surroundings);
  if (!created.ok) return created;
  return created.value.complete(call.request ?? REQUEST, call.signal ?? new AbortController().signal);
}

/** Closed when the test ends. */
export async function forThisTest(starting: Promise<FakeServer>): Promise<FakeServer> {
  const server = await starting;
  onTestFinished(() => server.close());
  return server;
}
