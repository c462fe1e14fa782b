import {
  startScriptedServer,
  type FakeServer,
  type FakeUsage,
  type Script,
  type WireFormat,
} from './scripted-server.js';
import { dataEvent, pieces } from './server-sent-event.js';

const FORMAT: WireFormat = {
  basePath: '/v1',
  contentType: 'text/event-stream',
  opening: (text) => [
    chunk({ role: 'assistant', content: '' }, null),
    ...pieces(text).map((piece) => chunk({ content: piece }, null)),
  ],
  closing: (_text, finish, usage) => [
    chunk({}, finish ?? 'stop'),
    { ...chunk({}, null), choices: [], usage: usageBody(usage) },
  ],
  write: dataEvent,
  end: 'data: [DONE]\n\n',
};

/** POST /v1/chat/completions with `stream`: OpenAI, OpenRouter, vLLM, llama.cpp, LM Studio. No Ollama answers here. */
export function startOpenAiChatServer(script: Script): Promise<FakeServer> {
  return startScriptedServer(
    {
      ...FORMAT,
      aside: ({ path }) => (path.startsWith('/api/') ? { status: 404, body: { detail: 'Not Found' } } : undefined),
    },
    script,
  );
}

/** `{ error: { message, type, code } }`. */
export function openAiError(message: string, code: string | null, type = 'invalid_request_error'): object {
  return { error: { message, type, param: null, code } };
}

function chunk(delta: object, finishReason: string | null): object {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_790_000_000, model: 'gpt-fake-2026', choices };
}

function usageBody({ input, output, cacheRead = 0 }: FakeUsage): object {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: { cached_tokens: cacheRead },
  };
}
