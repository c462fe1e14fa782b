import {
  startScriptedServer,
  type FakeServer,
  type FakeUsage,
  type Script,
  type WireFormat,
} from './scripted-server.js';
import { dataEvent, pieces } from './server-sent-event.js';

const RESPONSE = { id: 'resp_1', object: 'response', created_at: 1_790_000_000, model: 'gpt-fake-2026', output: [] };
const PLACE = { item_id: 'msg_1', output_index: 0, content_index: 0 };

const FORMAT: WireFormat = {
  basePath: '/v1',
  contentType: 'text/event-stream; charset=utf-8',
  opening: (text) => [
    { type: 'response.created', sequence_number: 0, response: { ...RESPONSE, status: 'in_progress' } },
    { type: 'response.in_progress', sequence_number: 1, response: { ...RESPONSE, status: 'in_progress' } },
    { type: 'response.output_item.added', sequence_number: 2, output_index: 0, item: item('in_progress', '') },
    { type: 'response.content_part.added', sequence_number: 3, ...PLACE, part: textPart('') },
    ...pieces(text).map((delta, index) => ({
      type: 'response.output_text.delta',
      sequence_number: 4 + index,
      ...PLACE,
      delta,
      logprobs: [],
    })),
  ],
  closing: (text, finish, usage) => [
    { type: 'response.output_text.done', sequence_number: 90, ...PLACE, text, logprobs: [] },
    { type: 'response.output_item.done', sequence_number: 91, output_index: 0, item: item('completed', text) },
    finish === undefined
      ? { type: 'response.completed', sequence_number: 92, response: ended('completed', null, usage) }
      : { type: 'response.incomplete', sequence_number: 92, response: ended('incomplete', finish, usage) },
  ],
  write: (event) => `event: ${'type' in event ? String(event.type) : 'message'}\n${dataEvent(event)}`,
};

/** POST /v1/responses with `stream`. A reply with a `finish` ends as `incomplete` for that reason. */
export function startOpenAiResponsesServer(script: Script): Promise<FakeServer> {
  return startScriptedServer(FORMAT, script);
}

function item(status: string, text: string): object {
  const content = text === '' ? [] : [textPart(text)];
  return { id: 'msg_1', type: 'message', status, role: 'assistant', content };
}

function textPart(text: string): object {
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}

function ended(status: string, reason: string | null, { input, output, cacheRead = 0 }: FakeUsage): object {
  return {
    ...RESPONSE,
    status,
    incomplete_details: reason === null ? null : { reason },
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: cacheRead },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + output,
    },
  };
}
