import {
  startScriptedServer,
  type FakeServer,
  type FakeUsage,
  type Script,
  type WireFormat,
} from './scripted-server.js';
import { pieces } from './server-sent-event.js';

const FORMAT: WireFormat = {
  basePath: '/v1',
  contentType: 'text/event-stream; charset=utf-8',
  opening: (text, _request, usage) => [
    {
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-fake-20261001',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...inputUsage(usage), output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'ping' },
    ...pieces(text).map((piece) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text: piece },
    })),
  ],
  closing: (_text, finish, usage) => [
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: finish ?? 'end_turn', stop_sequence: null },
      usage: { output_tokens: usage.output },
    },
    { type: 'message_stop' },
  ],
  write: (event) => `event: ${'type' in event ? String(event.type) : 'message'}\ndata: ${JSON.stringify(event)}\n\n`,
};

/** POST /v1/messages with `stream`. */
export function startAnthropicServer(script: Script): Promise<FakeServer> {
  return startScriptedServer(FORMAT, script);
}

/** `{ type: 'error', error: { type, message } }`: the body of an error, and the event of one inside a stream. */
export function anthropicError(type: string, message: string): object {
  return { type: 'error', error: { type, message }, request_id: 'req_1' };
}

function inputUsage({ input, cacheRead = 0, cacheWrite = 0 }: FakeUsage): object {
  return {
    input_tokens: input - cacheRead - cacheWrite,
    cache_read_input_tokens: cacheRead,
    cache_creation_input_tokens: cacheWrite,
  };
}
