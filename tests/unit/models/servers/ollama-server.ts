import { startScriptedServer, type FakeServer, type Script, type WireFormat } from './scripted-server.js';
import { pieces } from './server-sent-event.js';

/**
 * POST /api/chat with `stream`, beside /api/version and /api/show; `/v1` answers nothing, as nobody should ask there.
 * `contextLength` is what the one model, `fake:7b`, can read.
 */
export function startOllamaServer(script: Script, contextLength = 131_072): Promise<FakeServer> {
  return startScriptedServer(
    { ...FORMAT, aside: (request) => aside(request.path, request.body, contextLength) },
    script,
  );
}

const FORMAT: WireFormat = {
  basePath: '/v1',
  contentType: 'application/x-ndjson',
  opening: (text) => pieces(text).map((piece) => line({ message: { role: 'assistant', content: piece }, done: false })),
  closing: (_text, finish, usage) => [
    line({
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: finish ?? 'stop',
      total_duration: 5_000_000_000,
      prompt_eval_count: usage.input,
      eval_count: usage.output,
    }),
  ],
  write: (event) => `${JSON.stringify(event)}\n`,
};

function line(fields: object): object {
  return { model: 'fake:7b', created_at: '2026-10-01T00:00:00Z', ...fields };
}

function aside(path: string, body: unknown, contextLength: number): { status: number; body: unknown } | undefined {
  if (path === '/api/version') return { status: 200, body: { version: '0.12.6' } };
  if (path !== '/api/show') return undefined;
  if (!JSON.stringify(body).includes('"fake:7b"')) return { status: 404, body: { error: "model 'other' not found" } };
  const info = { 'general.architecture': 'llama', 'llama.block_count': 32, 'llama.context_length': contextLength };
  return { status: 200, body: { details: { family: 'llama' }, model_info: info, capabilities: ['completion'] } };
}
