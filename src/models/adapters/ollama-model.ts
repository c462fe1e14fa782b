import type { ModelUsage } from '../../core/model-usage.js';
import { failure, success, type Result } from '../../core/result.js';
import { estimateRequestTokens } from '../estimate-tokens.js';
import type { ModelFailure } from '../model-failure.js';
import type { Model, ModelReply, ModelRequest } from '../model.js';
import type { Fetch } from '../proxy.js';
import type { OllamaAnswer, OllamaServer } from './ollama-server.js';
import { watchedCall, type Line } from './watched-call.js';
import { withoutThinking } from '../../core/without-thinking.js';

/** Another size makes Ollama load the model again: few sizes, and never back to a smaller one. */
const STEP = 8192;
/** An estimate is at most this many times what was sent. */
const MOST_OVERESTIMATED = 2;
/** A prompt of which so little of the estimate was read was cut. */
const CLEARLY_CUT = 1 / 3;

/**
 * Ollama by its native API, where the room for a prompt can be asked for: by default it reads a few thousand tokens
 * and silently drops the rest. A prompt that does not fit, or that was not read whole, is `context-too-long`.
 */
export class OllamaModel implements Model {
  readonly label: string;
  readonly #model: string;
  readonly #server: OllamaServer;
  readonly #line: Line;
  #numCtx = 0;

  constructor(label: string, model: string, server: OllamaServer, line: Line) {
    this.label = label;
    this.#model = model;
    this.#server = server;
    this.#line = line;
  }

  /** Whether the server is an Ollama. */
  isThere(signal: AbortSignal): Promise<Result<boolean, ModelFailure>> {
    return watchedCall(this.#line, signal, (fetch, watched) => this.#server.isThere(fetch, watched));
  }

  complete(request: ModelRequest, signal: AbortSignal): Promise<Result<ModelReply, ModelFailure>> {
    return watchedCall(this.#line, signal, (fetch, watched) => this.#ask(request, fetch, watched));
  }

  async #ask(request: ModelRequest, fetch: Fetch, signal: AbortSignal): Promise<Result<ModelReply, ModelFailure>> {
    const limit = await this.#server.contextLength(this.#model, fetch, signal);
    if (!limit.ok) return limit;
    const most = limit.value ?? Infinity;
    const estimate = estimateRequestTokens(request);
    if (estimate / MOST_OVERESTIMATED > most) return tooLong(`about ${estimate} tokens for a model that reads ${most}`);
    const needed = Math.ceil((estimate + request.maxOutputTokens) / STEP) * STEP;
    const numCtx = Math.min(most, Math.max(this.#numCtx, needed));
    this.#numCtx = numCtx;
    const messages = messagesOf(request);
    const chat = { model: this.#model, messages, numCtx, numPredict: request.maxOutputTokens };
    const answer = await this.#server.chat(chat, fetch, signal);
    if (!answer.ok) return answer;
    const { promptTokens } = answer.value;
    if (promptTokens !== undefined && (promptTokens >= numCtx || promptTokens < estimate * CLEARLY_CUT)) {
      return tooLong(`Ollama read ${promptTokens} tokens of about ${estimate}`);
    }
    return success(replyOf(answer.value));
  }
}

function tooLong(message: string): Result<never, ModelFailure> {
  return failure({ kind: 'context-too-long', message });
}

function messagesOf({ system, shared, turns }: ModelRequest): { role: string; content: string }[] {
  const said = turns.map(({ role, text }, index) => ({
    role,
    content: index === 0 && shared !== '' ? `${shared}\n\n${text}` : text,
  }));
  return system === '' ? said : [{ role: 'system', content: system }, ...said];
}

function replyOf(answer: OllamaAnswer): ModelReply {
  const { text, model, doneReason } = answer;
  const unified = doneReason === 'stop' || doneReason === 'length' ? doneReason : 'other';
  const usage = usageOf(answer);
  return {
    text: withoutThinking(text),
    finish: { unified, raw: doneReason },
    modelId: model,
    ...(usage === undefined ? {} : { usage }),
  };
}

function usageOf({ promptTokens, outputTokens }: OllamaAnswer): ModelUsage | undefined {
  if (promptTokens === undefined || outputTokens === undefined) return undefined;
  return { inputTokens: promptTokens, outputTokens, cacheReadTokens: 0, cacheWriteTokens: 0 };
}
