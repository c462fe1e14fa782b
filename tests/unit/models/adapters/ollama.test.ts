import { expect, test } from 'vitest';
import { createModel } from '../../../../src/models/create-model.js';
import { startOllamaServer } from '../servers/ollama-server.js';
import type { Answer, FakeUsage } from '../servers/scripted-server.js';
import { callApi, forThisTest, REQUEST } from './api-call.js';

/** About 20 thousand tokens, and at most 40 thousand by the estimate. */
const LONG = 'self.conv2 = nn.Conv2d(32, 64, 3, padding=1)\n'.repeat(1250);

async function answered(answer: Answer, shared = REQUEST.shared, contextLength?: number) {
  const server = await forThisTest(startOllamaServer([answer], contextLength));
  const request = { ...REQUEST, shared };
  const reply = await callApi({ api: 'openai-compatible', model: 'fake:7b', baseUrl: server.url, request });
  return { reply, sent: server.requests[0]?.body as { options: { num_ctx: number } } | undefined, server };
}

const readWhole = (input: number): Answer => ({ kind: 'reply', text: 'Done.', usage: usage(input) });

function usage(input: number): FakeUsage {
  return { input, output: 5 };
}

test('room for prompt and reply is asked for, and an error instead of a cut prompt', async () => {
  const { sent, server } = await answered(readWhole(25_000), LONG);
  expect(server.requests.map(({ path }) => path)).toEqual(['/api/chat']);
  expect(sent).toMatchObject({
    model: 'fake:7b',
    stream: true,
    truncate: false,
    messages: [
      { role: 'system', content: 'You write ablations.' },
      { role: 'user', content: `${LONG}\n\nRemove conv2.` },
    ],
    options: { num_predict: 4096 },
  });
  expect(sent?.options.num_ctx).toBeGreaterThan(20_000 + 4096);
  expect(sent?.options.num_ctx).toBeLessThanOrEqual(131_072);
});

test('no more room is asked for than the model has', async () => {
  const { sent } = await answered(readWhole(20_000), LONG, 24_000);
  expect(sent?.options.num_ctx).toBe(24_000);
});

test('a prompt the model cannot read is not sent', async () => {
  const { reply, server } = await answered(readWhole(4096), LONG, 4096);
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'context-too-long' } });
  expect(server.requests).toEqual([]);
});

test.each([
  ['a fraction of it', 4096],
  ['as much as there was room for', 24_000],
])('a prompt of which only %s was read is no prompt', async (_words, input) => {
  const { reply } = await answered(readWhole(input), LONG, 24_000);
  expect(reply).toMatchObject({ ok: false, failure: { kind: 'context-too-long' } });
});

test('the room is not made smaller again: that would load the model anew', async () => {
  const server = await forThisTest(startOllamaServer([readWhole(25_000), readWhole(60)]));
  const surroundings = { environment: {}, idleTimeoutMs: 20_000, say: () => undefined };
  const provider = { kind: 'api', api: 'openai-compatible', model: 'fake:7b', baseUrl: server.url } as const;
  const created = await createModel(provider, surroundings);
  if (!created.ok) throw new Error(created.failure.kind);
  const { signal } = new AbortController();
  const long = await created.value.complete({ ...REQUEST, shared: LONG }, signal);
  const short = await created.value.complete(REQUEST, signal);
  expect([long.ok, short.ok]).toEqual([true, true]);
  const [first, second] = server.requests.map(({ body }) => (body as { options: { num_ctx: number } }).options.num_ctx);
  expect(second).toBe(first);
});

test.each([
  ['the input length exceeds the context length', 400, 'context-too-long'],
  ['model requires more system memory (9.1 GiB) than is available', 500, 'overloaded'],
] as const)('the error "%s" is %i, %s', async (message, status, kind) => {
  const { reply } = await answered({ kind: 'error', status, body: { error: message } });
  expect(reply).toEqual({ ok: false, failure: { kind, message } });
});

test('an error in the middle of the stream is no reply', async () => {
  const { reply } = await answered({ kind: 'events', text: 'Some', events: [{ error: 'llama runner terminated' }] });
  expect(reply).toEqual({ ok: false, failure: { kind: 'overloaded', message: 'llama runner terminated' } });
});

test('a model that is not there is unknown', async () => {
  const server = await forThisTest(startOllamaServer([]));
  const reply = await callApi({ api: 'openai-compatible', model: 'other', baseUrl: server.url });
  expect(reply).toEqual({ ok: false, failure: { kind: 'unknown-model', message: "model 'other' not found" } });
});

test('the address may be without /v1', async () => {
  const server = await forThisTest(startOllamaServer([readWhole(30)]));
  const baseUrl = new URL(server.url).origin;
  const reply = await callApi({ api: 'openai-compatible', model: 'fake:7b', baseUrl });
  expect(reply).toMatchObject({ ok: true, value: { text: 'Done.', usage: { inputTokens: 30, outputTokens: 5 } } });
});
