import { expect, test } from 'vitest';
import { googleError, startGoogleServer } from '../servers/google-server.js';
import type { Answer } from '../servers/scripted-server.js';
import { callApi, forThisTest, KEYS } from './api-call.js';

async function answered(answer: Answer, environment: NodeJS.ProcessEnv = KEYS) {
  const server = await forThisTest(startGoogleServer([answer]));
  const reply = await callApi({ api: 'google', model: 'gemini-fake', baseUrl: server.url, environment });
  return { reply, sent: server.requests[0] };
}

test('the prompt goes in its order, the key in its header and never in the address', async () => {
  const { sent } = await answered({ kind: 'reply', text: 'Done.' });
  expect(sent?.path).toBe('/v1beta/models/gemini-fake:streamGenerateContent?alt=sse');
  expect(sent?.headers['x-goog-api-key']).toBe(KEYS.GEMINI_API_KEY);
  expect(sent?.body).toMatchObject({
    systemInstruction: { parts: [{ text: 'You write ablations.' }] },
    contents: [{ role: 'user', parts: [{ text: 'The files.\n\nRemove conv2.' }] }],
    generationConfig: { maxOutputTokens: 4096 },
  });
  expect(sent?.body).not.toHaveProperty('generationConfig.temperature');
});

test.each(['GOOGLE_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY'])('the key may be in %s', async (name) => {
  const { sent } = await answered({ kind: 'reply', text: 'Done.' }, { [name]: 'another-key' });
  expect(sent?.headers['x-goog-api-key']).toBe('another-key');
});

test('the usage tells what was read from the cache', async () => {
  const usage = { input: 900, output: 10, cacheRead: 512 };
  const { reply } = await answered({ kind: 'reply', text: 'Done.', usage });
  expect(reply).toMatchObject({
    ok: true,
    value: { usage: { inputTokens: 900, cacheReadTokens: 512, outputTokens: 10 } },
  });
});

test('a prompt that is blocked is refused', async () => {
  const events = [{ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 5 } }];
  const { reply } = await answered({ kind: 'events', text: '', events });
  expect(reply).toMatchObject({ ok: true, value: { text: '', finish: { unified: 'refused' } } });
});

test('a limit of the minute is waited for as long as the body says', async () => {
  const { reply } = await answered({ kind: 'error', status: 429, body: quotaError('PerMinute', '27.5s') });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'rate-limited', retryAfterMs: 27_500 } });
});

test('a limit of the day is no quota', async () => {
  const { reply } = await answered({ kind: 'error', status: 429, body: quotaError('PerDay', '40s') });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'no-quota' } });
});

test.each([
  [400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', 'bad-key'],
  [
    400,
    'INVALID_ARGUMENT',
    'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
    'context-too-long',
  ],
  [404, 'NOT_FOUND', 'models/gemini-fake is not found for API version v1beta', 'unknown-model'],
  [503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.', 'overloaded'],
] as const)('status %i %s "%s" is %s', async (status, name, message, kind) => {
  const { reply } = await answered({ kind: 'error', status, body: googleError(status, name, message) });
  expect(reply).toEqual({ ok: false, failure: { kind, message } });
});

test('an error in the middle of the stream is told apart too', async () => {
  const events = [googleError(503, 'UNAVAILABLE', 'The model is overloaded.')];
  const { reply } = await answered({ kind: 'events', text: 'Some words', events });
  expect(reply).toEqual({ ok: false, failure: { kind: 'overloaded', message: 'The model is overloaded.' } });
});

/** Google has the same words for both limits; only the details differ. */
function quotaError(period: string, retryDelay: string): object {
  const message = 'You exceeded your current quota, please check your plan and billing details.';
  const quotaId = `GenerateRequests${period}PerProjectPerModel-FreeTier`;
  return googleError(429, 'RESOURCE_EXHAUSTED', message, [
    { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId, quotaValue: '10' }] },
    { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
  ]);
}
