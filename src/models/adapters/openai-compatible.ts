import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import { keyFrom } from '../environment-keys.js';
import type { ModelFailure } from '../model-failure.js';
import type { Model } from '../model.js';
import type { ApiProvider } from '../../core/model-settings.js';
import { createAiSdkModel } from './ai-sdk-model.js';
import { apiAddress } from './api-address.js';
import { OllamaModel } from './ollama-model.js';
import { OllamaServer } from './ollama-server.js';
import { openLine } from './watched-call.js';
import { withoutThinking } from '../../core/without-thinking.js';

/**
 * Any server with Chat Completions: vLLM, llama.cpp, LM Studio, a gateway. Ollama is found out at the first call and
 * spoken to in its own way: by this one it would silently cut long prompts. The key is OPENAI_COMPATIBLE_API_KEY and
 * may be absent; OPENAI_API_KEY goes to nobody but OpenAI.
 */
export function createOpenAiCompatibleModel(
  provider: ApiProvider,
  surroundings: ModelSurroundings,
): Result<Model, ModelFailure> {
  if (provider.baseUrl === undefined) {
    return failure({
      kind: 'bad-request',
      message: '--api openai-compatible needs the address of the server, --base-url',
    });
  }
  const baseURL = apiAddress(provider, surroundings, { url: 'http://localhost/v1' });
  const names = [
    'OPENAI_COMPATIBLE_API_KEY',
    ...(new URL(baseURL).host === 'api.openai.com' ? ['OPENAI_API_KEY'] : []),
  ];
  const key = keyFrom(surroundings.environment, names);
  if (!key.ok && key.failure.kind !== 'no-key') return key;
  const login = key.ok ? { apiKey: key.value } : {};
  const chat = createAiSdkModel(provider, surroundings, {
    address: baseURL,
    languageModel: (fetch) =>
      createOpenAICompatible({ name: 'server', baseURL, ...login, fetch, includeUsage: true })(provider.model),
    replyIn: withoutThinking,
  });
  if (!chat.ok) return chat;
  const line = openLine(surroundings);
  if (!line.ok) return line;
  const server = new OllamaServer(baseURL.replace(/\/v1$/, ''), key.ok ? key.value : undefined);
  return success(ollamaOr(chat.value, new OllamaModel(chat.value.label, provider.model, server, line.value)));
}

/** Which of the two it is stays open until the server says so: it may be started after the study. */
function ollamaOr(chat: Model, ollama: OllamaModel): Model {
  let chosen: Model | undefined;
  return {
    label: chat.label,
    ...(chat.address === undefined ? {} : { address: chat.address }),
    async complete(request, signal) {
      if (chosen === undefined) {
        const isOllama = await ollama.isThere(signal);
        if (!isOllama.ok) return isOllama;
        chosen = isOllama.value ? ollama : chat;
      }
      return chosen.complete(request, signal);
    },
  };
}
