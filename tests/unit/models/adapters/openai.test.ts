import { describe, expect, test } from 'vitest';
import type { ApiName } from '../../../../src/core/model-settings.js';
import { openAiError, startOpenAiChatServer } from '../servers/openai-chat-server.js';
import { startOpenAiResponsesServer } from '../servers/openai-responses-server.js';
import type { Answer } from '../servers/scripted-server.js';
import { callApi, forThisTest, KEYS, REQUEST } from './api-call.js';

const OK: Answer = { kind: 'reply', text: 'Done.' };

async function answered(api: ApiName, answer: Answer, environment: NodeJS.ProcessEnv = KEYS) {
  const start = api === 'openai' || api === 'azure' ? startOpenAiResponsesServer : startOpenAiChatServer;
  const server = await forThisTest(start([answer]));
  const reply = await callApi({ api, model: 'gpt-fake', baseUrl: server.url, environment });
  return { reply, sent: server.requests[0] };
}

const CHAT_MESSAGES = [
  { role: 'system', content: 'You write ablations.' },
  { role: 'user', content: 'The files.\n\nRemove conv2.' },
];

test('the Responses API gets the prompt in the order that it caches, and stores nothing', async () => {
  const { sent } = await answered('openai', OK);
  expect(sent?.path).toBe('/v1/responses');
  expect(sent?.headers.authorization).toBe(`Bearer ${KEYS.OPENAI_API_KEY}`);
  expect(sent?.body).toEqual({
    model: 'gpt-fake',
    input: [
      { role: 'system', content: 'You write ablations.' },
      { role: 'user', content: [{ type: 'input_text', text: 'The files.\n\nRemove conv2.' }] },
    ],
    max_output_tokens: 4096,
    store: false,
    stream: true,
  });
});

test('Azure gets the same with its own header', async () => {
  const { sent } = await answered('azure', OK);
  expect(sent?.path).toBe('/v1/responses');
  expect(sent?.headers['api-key']).toBe(KEYS.AZURE_OPENAI_API_KEY);
  expect(sent?.body).toMatchObject({ model: 'gpt-fake', max_output_tokens: 4096, store: false });
});

test('Chat Completions get the prompt as messages and are asked for the usage', async () => {
  const { sent } = await answered('openai-chat', OK);
  expect(sent?.path).toBe('/v1/chat/completions');
  expect(sent?.body).toEqual({
    model: 'gpt-fake',
    messages: CHAT_MESSAGES,
    max_tokens: 4096,
    stream: true,
    stream_options: { include_usage: true },
  });
});

test('OpenRouter gets the marks of the cache that some of its models need', async () => {
  const { sent } = await answered('openrouter', OK);
  const cache_control = { type: 'ephemeral' };
  expect(sent?.headers.authorization).toBe(`Bearer ${KEYS.OPENROUTER_API_KEY}`);
  expect(sent?.body).toMatchObject({
    messages: [
      { role: 'system', content: [{ type: 'text', text: 'You write ablations.', cache_control }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'The files.', cache_control },
          { type: 'text', text: 'Remove conv2.' },
        ],
      },
    ],
    stream_options: { include_usage: true },
  });
});

test.each(['openai', 'openai-chat', 'openrouter', 'openai-compatible'] as const)(
  '%s tells what was read from the cache',
  async (api) => {
    const { reply } = await answered(api, {
      kind: 'reply',
      text: 'Done.',
      usage: { input: 900, output: 10, cacheRead: 768 },
    });
    expect(reply).toMatchObject({ ok: true, value: { usage: { inputTokens: 900, cacheReadTokens: 768 } } });
  },
);

describe('a compatible server', () => {
  test('gets no key of anybody else', async () => {
    const { sent } = await answered('openai-compatible', OK);
    expect(sent?.headers).not.toHaveProperty('authorization');
    expect(sent?.body).toMatchObject({ messages: CHAT_MESSAGES, stream_options: { include_usage: true } });
  });

  test('gets its own key where there is one', async () => {
    const { sent } = await answered('openai-compatible', OK, { OPENAI_COMPATIBLE_API_KEY: 'of-this-server' });
    expect(sent?.headers.authorization).toBe('Bearer of-this-server');
  });

  test.each([
    ['<think>\nFirst <b>, then.\n</think>\n\nDone.', 'Done.'],
    ['I was told to think.\n</think>\n\nDone.', 'Done.'],
    ['<think>\nStill thinking when it was cut', ''],
    ["Done: `text.split('</think>')`\n", "Done: `text.split('</think>')`\n"],
  ])('replies without its thoughts: %j is %j', async (text, expected) => {
    const { reply } = await answered('openai-compatible', { kind: 'reply', text });
    expect(reply).toMatchObject({ ok: true, value: { text: expected } });
  });

  test('thoughts in their own field are no part of the reply', async () => {
    const choices = [{ index: 0, delta: { reasoning_content: 'Let me think.' }, finish_reason: null }];
    const thought = { id: '1', object: 'chat.completion.chunk', created: 1, model: 'fake', choices };
    const end = { ...thought, choices: [{ index: 0, delta: { content: 'Done.' }, finish_reason: 'stop' }] };
    const { reply } = await answered('openai-compatible', { kind: 'events', text: '', events: [thought, end] });
    expect(reply).toMatchObject({ ok: true, value: { text: 'Done.' } });
    expect(reply).not.toHaveProperty('value.usage');
  });
});

test.each([
  ['https://generous.example', 'no-key'],
  ['http://localhost:1', 'network'],
])('without a key, a server at %s is %s', async (baseUrl, kind) => {
  const reply = await callApi({ api: 'openai', model: 'gpt-fake', baseUrl, environment: {} });
  expect(reply).toMatchObject({ ok: false, failure: { kind } });
});

test.each([
  [429, openAiError('You exceeded your current quota, please check your plan.', 'insufficient_quota'), 'no-quota'],
  [
    429,
    openAiError('Rate limit reached for gpt-fake. Add a payment method: /account/billing', 'rate_limit_exceeded'),
    'rate-limited',
  ],
  [429, openAiError('Rate limit reached on tokens per day (TPD): Limit 100000', 'tokens'), 'no-quota'],
  [
    400,
    openAiError(
      "This model's maximum context length is 8192 tokens. However, you requested 9000.",
      'context_length_exceeded',
    ),
    'context-too-long',
  ],
  [
    400,
    openAiError('Your input exceeds the context window of this model.', 'context_length_exceeded'),
    'context-too-long',
  ],
  [
    400,
    {
      object: 'error',
      message: 'The decoder prompt (length 9000) is longer than the maximum model length of 4096.',
      type: 'BadRequestError',
      code: 400,
    },
    'context-too-long',
  ],
  [
    400,
    {
      error: {
        code: 400,
        message: 'the request exceeds the available context size, try increasing it',
        type: 'exceed_context_size_error',
      },
    },
    'context-too-long',
  ],
  [
    400,
    {
      error:
        'Trying to keep the first 9000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens',
    },
    'context-too-long',
  ],
  [
    400,
    openAiError('The response was filtered due to the prompt triggering content management policy.', 'content_filter'),
    'refused',
  ],
  [400, openAiError('fake/model is not a valid model ID', null), 'unknown-model'],
  [403, openAiError('Project does not have access to model gpt-fake', 'model_not_found'), 'unknown-model'],
  [
    404,
    openAiError('The model `gpt-fake` does not exist or you do not have access to it.', 'model_not_found'),
    'unknown-model',
  ],
  [401, openAiError('Incorrect API key provided.', 'invalid_api_key'), 'bad-key'],
  [402, { error: { message: 'This request requires more credits, or fewer max_tokens.', code: 402 } }, 'no-quota'],
  [400, openAiError("Unsupported parameter: 'max_tokens'", 'unsupported_parameter'), 'bad-request'],
  [
    422,
    {
      detail: [
        { loc: ['body', 'model'], msg: 'field required', input: 'this model is longer than the context window' },
      ],
    },
    'bad-request',
  ],
  [502, '<html><body>Bad gateway</body></html>', 'overloaded'],
] as const)('status %i %j is %s', async (status, body, kind) => {
  for (const api of ['openai', 'openai-chat', 'openai-compatible', 'openrouter'] as const) {
    const { reply } = await answered(api, { kind: 'error', status, body });
    expect(reply, api).toMatchObject({ ok: false, failure: { kind } });
  }
});

test.each([
  [
    'openai',
    { type: 'error', sequence_number: 9, code: 'server_error', message: 'It broke', param: null },
    'overloaded',
  ],
  [
    'openai',
    { type: 'error', sequence_number: 9, code: 'rate_limit_exceeded', message: 'Slow down', param: null },
    'rate-limited',
  ],
  ['openai-chat', { error: { message: 'It broke', type: 'server_error', code: null } }, 'overloaded'],
  ['openai-compatible', { error: { message: 'It broke', type: 'server_error', code: 500 } }, 'overloaded'],
  ['openrouter', { id: '1', error: { code: 429, message: 'Slow down' }, choices: [] }, 'rate-limited'],
] as const)('%s: an error in the middle of the stream, %j, is %s', async (api, event, kind) => {
  const { reply } = await answered(api, { kind: 'events', text: 'Some words', events: [event] });
  expect(reply).toMatchObject({ ok: false, failure: { kind } });
});

test('an answer in another protocol is a failure, not a reply', async () => {
  const server = await forThisTest(startOpenAiChatServer([OK]));
  const reply = await callApi({ api: 'openai', model: 'gpt-fake', baseUrl: server.url, request: REQUEST });
  expect(reply).toMatchObject({ ok: false });
});
