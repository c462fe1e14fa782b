import { expect, onTestFinished, test } from 'vitest';
import { startBedrockServer } from '../servers/bedrock-server.js';
import { startOpenAiChatServer } from '../servers/openai-chat-server.js';
import { callApi, forThisTest, KEYS } from './api-call.js';

const ACCESS_KEY = { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'AKIA0123456789', AWS_SECRET_ACCESS_KEY: 'secret' };

test.each([
  ['a bearer token', KEYS, /^Bearer bedrock-secret-of-amazon$/],
  ['an access key', ACCESS_KEY, /^AWS4-HMAC-SHA256 Credential=AKIA0123456789\//],
])('%s is enough for a reply', async (_login, environment: NodeJS.ProcessEnv, authorization) => {
  const server = await startBedrockServer('Done.');
  onTestFinished(() => server.close());
  const reply = await callApi({ api: 'bedrock', model: 'anthropic.fake', baseUrl: server.url, environment });
  expect(reply).toEqual({
    ok: true,
    value: {
      text: 'Done.',
      finish: { unified: 'stop', raw: 'end_turn' },
      usage: { inputTokens: 30, outputTokens: 5, cacheReadTokens: 0, cacheWriteTokens: 0 },
      modelId: 'anthropic.fake',
    },
  });
  expect(server.authorizations).toEqual([expect.stringMatching(authorization)]);
});

test.each([
  [400, 'Input is too long for requested model.', 'context-too-long'],
  [400, 'The provided model identifier is invalid.', 'unknown-model'],
  [403, 'You do not have access to the model with the specified model ID.', 'bad-key'],
  [429, 'Too many requests, please wait before trying again.', 'rate-limited'],
  [429, 'Too many tokens per day, please wait before trying again.', 'no-quota'],
])('status %i "%s" is %s', async (status, message, kind) => {
  const server = await forThisTest(startOpenAiChatServer([{ kind: 'error', status, body: { message } }]));
  const baseUrl = new URL(server.url).origin;
  const reply = await callApi({ api: 'bedrock', model: 'anthropic.fake', baseUrl });
  expect(reply).toEqual({ ok: false, failure: { kind, message } });
});
