import { describe, expect, test } from 'vitest';
import type { ApiName } from '../../../../src/core/model-settings.js';
import { anthropicError, startAnthropicServer } from '../servers/anthropic-server.js';
import { googleError, startGoogleServer } from '../servers/google-server.js';
import { startOllamaServer } from '../servers/ollama-server.js';
import { openAiError, startOpenAiChatServer } from '../servers/openai-chat-server.js';
import { startOpenAiResponsesServer } from '../servers/openai-responses-server.js';
import type { Answer, FakeServer, Script } from '../servers/scripted-server.js';
import { callApi, forThisTest, KEYS, type ApiCall } from './api-call.js';

interface Provider {
  readonly name: string;
  readonly api: ApiName;
  readonly model: string;
  start(script: Script): Promise<FakeServer>;
  /** An error body as this provider writes it. */
  error(type: string, message: string): object;
  readonly finish: { readonly normal: string; readonly length: string; readonly refused?: string };
}

const openAi = {
  error: (type: string, message: string) => openAiError(message, type),
  finish: { normal: 'stop', length: 'length', refused: 'content_filter' },
};

const PROVIDERS: readonly Provider[] = [
  {
    name: 'anthropic',
    api: 'anthropic',
    model: 'claude-fake',
    start: startAnthropicServer,
    error: anthropicError,
    finish: { normal: 'end_turn', length: 'max_tokens', refused: 'refusal' },
  },
  {
    name: 'openai',
    api: 'openai',
    model: 'gpt-fake',
    start: startOpenAiResponsesServer,
    error: openAi.error,
    finish: { normal: 'stop', length: 'max_output_tokens', refused: 'content_filter' },
  },
  {
    name: 'azure',
    api: 'azure',
    model: 'my-deployment',
    start: startOpenAiResponsesServer,
    error: openAi.error,
    finish: { normal: 'stop', length: 'max_output_tokens', refused: 'content_filter' },
  },
  { name: 'openai-chat', api: 'openai-chat', model: 'gpt-fake', start: startOpenAiChatServer, ...openAi },
  { name: 'openrouter', api: 'openrouter', model: 'meta/fake', start: startOpenAiChatServer, ...openAi },
  { name: 'openai-compatible', api: 'openai-compatible', model: 'fake', start: startOpenAiChatServer, ...openAi },
  {
    name: 'google',
    api: 'google',
    model: 'gemini-fake',
    start: startGoogleServer,
    error: (type, message) => googleError(400, type, message),
    finish: { normal: 'STOP', length: 'MAX_TOKENS', refused: 'SAFETY' },
  },
  {
    name: 'ollama',
    api: 'openai-compatible',
    model: 'fake:7b',
    start: startOllamaServer,
    error: (_type, message) => ({ error: message }),
    finish: { normal: 'stop', length: 'length' },
  },
];

const TEXT = 'Ünïcode: one edit.';

describe.each(PROVIDERS)('$name', (provider) => {
  async function answered(answer: Answer, call: Partial<ApiCall> = {}) {
    const server = await forThisTest(provider.start([answer]));
    return callApi({ api: provider.api, model: provider.model, baseUrl: server.url, ...call });
  }

  test('a reply has its text, its finish, its usage and the name of who answered', async () => {
    const reply = await answered({ kind: 'reply', text: TEXT, usage: { input: 1200, output: 80 } });
    expect(reply).toMatchObject({
      ok: true,
      value: {
        text: TEXT,
        finish: { unified: 'stop', raw: provider.finish.normal },
        usage: { inputTokens: 1200, outputTokens: 80, cacheReadTokens: 0, cacheWriteTokens: 0 },
        modelId: expect.stringContaining('fake') as unknown,
      },
    });
  });

  test('a reply that is cut by the limit says so', async () => {
    const reply = await answered({ kind: 'reply', text: TEXT, finish: provider.finish.length });
    expect(reply).toMatchObject({ ok: true, value: { finish: { unified: 'length', raw: provider.finish.length } } });
  });

  test.runIf(provider.finish.refused !== undefined)('a refusal is one', async () => {
    const reply = await answered({ kind: 'reply', text: '', finish: provider.finish.refused ?? '' });
    expect(reply).toMatchObject({ ok: true, value: { finish: { unified: 'refused', raw: provider.finish.refused } } });
  });

  test.each([
    [401, 'authentication_error', 'no such key', 'bad-key'],
    [403, 'permission_error', 'not yours', 'bad-key'],
    [402, 'billing_error', 'please pay', 'no-quota'],
    [404, 'not_found_error', 'model: fake', 'unknown-model'],
    [413, 'request_too_large', 'Request exceeds the maximum size', 'context-too-long'],
    [422, 'invalid_request_error', 'a field is missing', 'bad-request'],
    [500, 'api_error', 'something broke', 'overloaded'],
    [503, 'api_error', 'not now', 'overloaded'],
    [529, 'overloaded_error', 'Overloaded', 'overloaded'],
  ] as const)('status %i, %s: %s is %s', async (status, type, message, kind) => {
    const failed = await answered({ kind: 'error', status, body: provider.error(type, message) });
    expect(failed).toMatchObject({
      ok: false,
      failure: { kind, message: expect.stringContaining(message) as unknown },
    });
  });

  test.each([
    [{}, undefined],
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
  ])('a rate limit with %o is to be waited for %s ms', async (headers: Record<string, string>, retryAfterMs) => {
    const body = provider.error('rate_limit_error', 'slow down');
    const failed = await answered({ kind: 'error', status: 429, body, headers });
    const told = retryAfterMs === undefined ? {} : { retryAfterMs };
    expect(failed).toEqual({ ok: false, failure: { kind: 'rate-limited', message: 'slow down', ...told } });
  });

  test('a date to retry after is a time from now', async () => {
    const headers = { 'retry-after': new Date(Date.now() + 3600_000).toUTCString() };
    const failed = await answered({ kind: 'error', status: 429, body: provider.error('x', 'slow down'), headers });
    const wait = failed.ok || failed.failure.kind !== 'rate-limited' ? undefined : failed.failure.retryAfterMs;
    expect(wait).toBeGreaterThan(3000_000);
    expect(wait).toBeLessThanOrEqual(3600_000);
  });

  test.each(['cut', 'end'] as const)('a reply that breaks off (%s) is no reply', async (then) => {
    const failed = await answered({ kind: 'begin', text: TEXT, then });
    expect(failed).toMatchObject({ ok: false, failure: { kind: 'network', mayBeBilled: true } });
  });

  test.each<Answer>([{ kind: 'begin', text: TEXT, then: 'silence' }, { kind: 'nothing' }])(
    'silence ends the call: %o',
    async (answer) => {
      const failed = await answered(answer, { idleTimeoutMs: 200 });
      expect(failed).toEqual({ ok: false, failure: { kind: 'stalled', idleMs: 200, mayBeBilled: true } });
    },
  );

  test('a call that is aborted while the reply comes says so', async () => {
    const controller = new AbortController();
    const server = await forThisTest(
      provider.start([
        () => {
          setImmediate(() => {
            controller.abort();
          });
          return { kind: 'begin', text: TEXT, then: 'silence' };
        },
      ]),
    );
    const { api, model } = provider;
    const failed = await callApi({ api, model, baseUrl: server.url, signal: controller.signal });
    expect(failed).toEqual({ ok: false, failure: { kind: 'aborted', mayBeBilled: true } });
  });

  test('a call that is aborted before it begins asks nobody', async () => {
    const server = await forThisTest(provider.start([{ kind: 'reply', text: TEXT }]));
    const { api, model } = provider;
    const failed = await callApi({ api, model, baseUrl: server.url, signal: AbortSignal.abort() });
    expect(failed).toEqual({ ok: false, failure: { kind: 'aborted' } });
    expect(server.requests).toEqual([]);
  });

  test('a server that repeats what it was sent tells nobody the key', async () => {
    const server = await forThisTest(
      provider.start([
        ({ headers }) => {
          const message = `No such key: ${JSON.stringify(headers)} ${Object.values(KEYS).join(' ')}`;
          return { kind: 'error', status: 401, body: provider.error('authentication_error', message) };
        },
      ]),
    );
    const failed = await callApi({ api: provider.api, model: provider.model, baseUrl: server.url });
    expect(failed).toMatchObject({ ok: false, failure: { kind: 'bad-key' } });
    const told = JSON.stringify(failed);
    expect(told).toContain('No such key');
    expect(told).toContain('[key]');
    for (const [name, key] of Object.entries(KEYS)) if (name !== 'AWS_REGION') expect(told).not.toContain(key);
  });

  test('nobody at the address is a failure of the network that names it', async () => {
    const server = await provider.start([]);
    await server.close();
    const failed = await callApi({ api: provider.api, model: provider.model, baseUrl: server.url });
    expect(failed).toMatchObject({
      ok: false,
      failure: { kind: 'network', message: expect.stringContaining('ECONNREFUSED') as unknown },
    });
  });
});
