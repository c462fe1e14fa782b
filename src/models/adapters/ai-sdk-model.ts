import { streamText, type FinishReason, type LanguageModel, type LanguageModelUsage } from 'ai';
import type { ModelUsage } from '../../core/model-usage.js';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import type { ModelFailure } from '../model-failure.js';
import type { ApiProvider } from '../../core/model-settings.js';
import type { Model, ModelReply, ModelRequest } from '../model.js';
import type { Fetch } from '../proxy.js';
import { aiSdkPrompt, type CacheMark } from './ai-sdk-prompt.js';
import { failureOfError } from './failure-of-error.js';
import { openLine, watchedCall } from './watched-call.js';

/** What differs between the providers of the AI SDK. */
export interface AiSdkProvider {
  /** Where the calls go, for people. */
  readonly address: string;
  /** Made for each call, whose own `fetch` it must use. */
  languageModel(fetch: Fetch): LanguageModel;
  /** Absent: the provider caches by itself, or not at all. */
  readonly cacheMark?: CacheMark;
  readonly providerOptions?: CacheMark;
  /** What of the streamed text is the reply; absent: all. */
  replyIn?(text: string): string;
}

const CUT = 'the connection ended in the middle of the reply';

// The library would print to the terminal that a study draws on.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** A model of the AI SDK as one of ours: streamed, one attempt, nothing thrown but bugs, no key in a failure. */
export function createAiSdkModel(
  { api, model }: ApiProvider,
  surroundings: ModelSurroundings,
  provider: AiSdkProvider,
): Result<Model, ModelFailure> {
  const line = openLine(surroundings);
  if (!line.ok) return line;
  return success({
    label: `${api} ${model}`,
    address: provider.address,
    complete: (request, signal) =>
      watchedCall(line.value, signal, (fetch, watched) => stream(provider, request, fetch, watched)),
  });
}

async function stream(
  provider: AiSdkProvider,
  request: ModelRequest,
  fetch: Fetch,
  signal: AbortSignal,
): Promise<Result<ModelReply, ModelFailure>> {
  const { fullStream } = streamText({
    model: provider.languageModel(fetch),
    ...aiSdkPrompt(request, provider.cacheMark),
    ...(provider.providerOptions === undefined ? {} : { providerOptions: provider.providerOptions }),
    maxOutputTokens: request.maxOutputTokens,
    maxRetries: 0,
    abortSignal: signal,
    // Otherwise printed; the stream tells it as well.
    onError: () => undefined,
  });
  let text = '';
  for await (const part of fullStream) {
    if (part.type === 'text-delta') text += part.text;
    else if (part.type === 'error') return failure(failureOfError(part.error));
    else if (part.type === 'finish-step') {
      const { finishReason, rawFinishReason, usage, response } = part;
      // A provider that finished says why; "other" without a word is the library's for "it never said".
      if (rawFinishReason === undefined && (finishReason === 'other' || finishReason === 'error')) break;
      const told = usageOf(usage);
      return success({
        text: provider.replyIn?.(text) ?? text,
        finish: { unified: unifiedFinish(finishReason), raw: rawFinishReason ?? finishReason },
        ...(told === undefined ? {} : { usage: told }),
        modelId: response.modelId,
      });
    }
  }
  return failure({ kind: 'network', message: CUT });
}

function unifiedFinish(reason: FinishReason): ModelReply['finish']['unified'] {
  switch (reason) {
    case 'stop':
    case 'length':
      return reason;
    case 'content-filter':
      return 'refused';
    case 'tool-calls':
    case 'error':
    case 'other':
      return 'other';
  }
}

/** Undefined where the provider told nothing: that is not 0. */
function usageOf({ inputTokens, inputTokenDetails, outputTokens }: LanguageModelUsage): ModelUsage | undefined {
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  return {
    inputTokens,
    cacheReadTokens: inputTokenDetails.cacheReadTokens ?? 0,
    cacheWriteTokens: inputTokenDetails.cacheWriteTokens ?? 0,
    outputTokens,
  };
}
