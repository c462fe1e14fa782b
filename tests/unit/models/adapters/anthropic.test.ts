import { expect, test } from 'vitest';
import { anthropicError, startAnthropicServer } from '../servers/anthropic-server.js';
import type { Answer } from '../servers/scripted-server.js';
import { callApi, forThisTest, KEYS, REQUEST, type ApiCall } from './api-call.js';

const OK: Answer = { kind: 'reply', text: 'Done.' };

async function answered(answer: Answer, call: Partial<ApiCall> = {}) {
  const server = await forThisTest(startAnthropicServer([answer]));
  const reply = await callApi({ api: 'anthropic', model: 'claude-fake', baseUrl: server.url, ...call });
  return { reply, sent: server.requests[0] };
}

test('what all trials share comes first and is marked for the cache', async () => {
  const turns = [
    { role: 'user', text: 'Remove conv2.' },
    { role: 'assistant', text: 'An edit.' },
    { role: 'user', text: 'It failed.' },
  ] as const;
  const { sent } = await answered(OK, { request: { ...REQUEST, turns } });
  const cache_control = { type: 'ephemeral' };
  expect(sent?.path).toBe('/v1/messages');
  expect(sent?.body).toEqual({
    model: 'claude-fake',
    max_tokens: 4096,
    stream: true,
    system: [{ type: 'text', text: 'You write ablations.', cache_control }],
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'The files.', cache_control },
          { type: 'text', text: 'Remove conv2.' },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'An edit.' }] },
      { role: 'user', content: [{ type: 'text', text: 'It failed.' }] },
    ],
  });
});

test('nothing shared is nothing sent', async () => {
  const { sent } = await answered(OK, { request: { ...REQUEST, shared: '', system: '' } });
  expect(sent?.body).toMatchObject({
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Remove conv2.' }] }],
  });
  expect(sent?.body).not.toHaveProperty('system');
});

test('the key goes in its header', async () => {
  const { sent } = await answered(OK);
  expect(sent?.headers['x-api-key']).toBe(KEYS.ANTHROPIC_API_KEY);
  expect(sent?.headers['anthropic-version']).toBe('2023-06-01');
});

test("a gateway's token is used where there is no key", async () => {
  const { sent } = await answered(OK, { environment: { ANTHROPIC_AUTH_TOKEN: 'token-of-the-gateway' } });
  expect(sent?.headers.authorization).toBe('Bearer token-of-the-gateway');
  expect(sent?.headers).not.toHaveProperty('x-api-key');
});

test('the usage tells what came from the cache and what went into it', async () => {
  const usage = { input: 5000, output: 70, cacheRead: 4000, cacheWrite: 600 };
  const { reply } = await answered({ kind: 'reply', text: 'Done.', usage });
  expect(reply).toMatchObject({
    ok: true,
    value: { usage: { inputTokens: 5000, cacheReadTokens: 4000, cacheWriteTokens: 600, outputTokens: 70 } },
  });
});

test.each([
  ['before the first word', ''],
  ['in the middle of the reply', 'Some words'],
])('an overloaded server that says so %s is overloaded', async (_when, text) => {
  const events = [anthropicError('overloaded_error', 'Overloaded')];
  const { reply } = await answered({ kind: 'events', text, events });
  expect(reply).toEqual({ ok: false, failure: { kind: 'overloaded', message: 'Overloaded' } });
});

test('a rate limit inside the stream is one', async () => {
  const events = [anthropicError('rate_limit_error', 'Too many tokens per minute')];
  const { reply } = await answered({ kind: 'events', text: 'Some', events });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'rate-limited' } });
});

test('a message that stops without an end is a cut stream', async () => {
  const events = [{ type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } }];
  const { reply } = await answered({ kind: 'events', text: 'Some', events });
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'network' } });
});

test.each([
  ['Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.', 'no-quota'],
  ['prompt is too long: 208310 tokens > 200000 maximum', 'context-too-long'],
  ['input length and `max_tokens` exceed context limit: 190000 + 32000 > 200000', 'context-too-long'],
  ['messages: at least one message is required', 'bad-request'],
])('status 400, "%s", is %s', async (message, kind) => {
  const body = anthropicError('invalid_request_error', message);
  const { reply } = await answered({ kind: 'error', status: 400, body });
  expect(reply).toEqual({ ok: false, failure: { kind, message } });
});

test('a reply may take as long as it likes while something arrives', async () => {
  const began = Date.now();
  const { reply } = await answered({ kind: 'slow', text: 'Done.', everyMs: 200 }, { idleTimeoutMs: 1000 });
  expect(reply).toMatchObject({ ok: true, value: { text: 'Done.' } });
  // Longer than the idle time, or this test says nothing.
  expect(Date.now() - began).toBeGreaterThan(1000);
});
