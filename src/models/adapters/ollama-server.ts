import { z } from 'zod';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelFailure } from '../model-failure.js';
import type { Fetch } from '../proxy.js';
import { failureOfComplaint } from './failure-of-complaint.js';
import { wordsOfBody } from './words-of-body.js';

export interface OllamaChat {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** Tokens the server makes room for, prompt and reply together. */
  readonly numCtx: number;
  /** The reply's share, at most. */
  readonly numPredict: number;
}

/** The end of an answer, with what was streamed before it. */
export interface OllamaAnswer {
  readonly text: string;
  readonly model: string;
  readonly doneReason: string;
  /** Tokens; absent where the server does not tell. */
  readonly promptTokens?: number;
  readonly outputTokens?: number;
}

const versionBody = z.object({ version: z.string() });
const showBody = z.object({ model_info: z.record(z.string(), z.unknown()) });
const chatLine = z.object({
  error: z.string().optional(),
  model: z.string().optional(),
  message: z.object({ content: z.string() }).optional(),
  done: z.boolean().optional(),
  done_reason: z.string().optional(),
  prompt_eval_count: z.number().optional(),
  eval_count: z.number().optional(),
});

/** Ollama's native API. All methods throw what `fetch` throws. */
export class OllamaServer {
  readonly #address: string;
  readonly #headers: Record<string, string>;

  /** `address` is without `/v1` and `/api`; a key is for servers behind a gateway. */
  constructor(address: string, apiKey: string | undefined) {
    this.#address = address;
    this.#headers = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  }

  /** Whether this address is an Ollama at all. Fails where a gateway says that nobody is there yet. */
  async isThere(fetch: Fetch, signal: AbortSignal): Promise<Result<boolean, ModelFailure>> {
    const response = await fetch(`${this.#address}/api/version`, { headers: this.#headers, signal });
    if (response.status >= 502 && response.status <= 504) return failure(await failureOf(response));
    const body = await response.json().catch(() => undefined);
    return success(response.ok && versionBody.safeParse(body).success);
  }

  /** The tokens the model can read at most; undefined where the server does not say. */
  async contextLength(
    model: string,
    fetch: Fetch,
    signal: AbortSignal,
  ): Promise<Result<number | undefined, ModelFailure>> {
    const response = await this.#post('show', { model }, fetch, signal);
    if (!response.ok) return failure(await failureOf(response));
    const body = showBody.safeParse(await response.json().catch(() => undefined));
    const lengths = Object.entries(body.data?.model_info ?? {}).filter(([name]) => name.endsWith('.context_length'));
    return success(lengths.map(([, length]) => length).find((length) => typeof length === 'number'));
  }

  async chat(chat: OllamaChat, fetch: Fetch, signal: AbortSignal): Promise<Result<OllamaAnswer, ModelFailure>> {
    const { model, messages, numCtx, numPredict } = chat;
    // Newer servers answer with an error instead of cutting what is too long; older ones know neither field.
    const whole = { truncate: false, shift: false };
    const options = { num_ctx: numCtx, num_predict: numPredict };
    const response = await this.#post('chat', { model, messages, stream: true, ...whole, options }, fetch, signal);
    if (!response.ok || response.body === null) return failure(await failureOf(response));
    let text = '';
    for await (const line of linesOf(response.body)) {
      const said = saidIn(line);
      if (said === undefined) return failure({ kind: 'network', message: `no line of a reply: ${line.slice(0, 80)}` });
      if (said.error !== undefined) return failure(failureOfComplaint(inStream(said.error)));
      text += said.message?.content ?? '';
      if (said.done === true) {
        return success({
          text,
          model: said.model ?? model,
          doneReason: said.done_reason ?? 'stop',
          ...(said.prompt_eval_count === undefined ? {} : { promptTokens: said.prompt_eval_count }),
          ...(said.eval_count === undefined ? {} : { outputTokens: said.eval_count }),
        });
      }
    }
    return failure({ kind: 'network', message: 'the connection ended in the middle of the reply' });
  }

  #post(call: string, body: object, fetch: Fetch, signal: AbortSignal): Promise<Response> {
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    return fetch(`${this.#address}/api/${call}`, { method: 'POST', headers, body: JSON.stringify(body), signal });
  }
}

/** Undefined for what an Ollama would not say: a proxy's page, a line that was cut. */
function saidIn(line: string): z.infer<typeof chatLine> | undefined {
  try {
    return chatLine.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

async function failureOf(response: Response): Promise<ModelFailure> {
  const words = wordsOfBody(await response.text());
  const message = words === '' ? response.statusText : words;
  return failureOfComplaint({ status: response.status, message, words, headers: Object.fromEntries(response.headers) });
}

function inStream(message: string): Parameters<typeof failureOfComplaint>[0] {
  return { status: undefined, message, words: message, headers: {} };
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line.trim() !== '');
  }
  if (rest.trim() !== '') yield rest;
}
