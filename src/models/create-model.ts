import { unreachable } from '../core/unreachable.js';
import { success, type Result } from '../core/result.js';
import type { ModelFailure } from './model-failure.js';
import type { ApiProvider, ProviderSettings } from '../core/model-settings.js';
import type { Model } from './model.js';
import type { ModelSurroundings } from './model-surroundings.js';

/**
 * The model the settings name; only its own adapter is loaded. No call is made here, so that a wrong key shows at the
 * first `complete`. Fails where the settings alone are not enough: no key, no address.
 */
export async function createModel(
  provider: ProviderSettings,
  surroundings: ModelSurroundings,
): Promise<Result<Model, ModelFailure>> {
  switch (provider.kind) {
    case 'api':
      return createApiModel(provider, surroundings);
    case 'command':
      return (await import('./adapters/command.js')).createCommandModel(provider, surroundings);
    case 'manual':
      return success((await import('./adapters/manual.js')).createManualModel(provider, surroundings));
    case 'replay':
      return (await import('./adapters/replay.js')).createReplayModel(provider);
    default:
      return unreachable(provider);
  }
}

async function createApiModel(
  provider: ApiProvider,
  surroundings: ModelSurroundings,
): Promise<Result<Model, ModelFailure>> {
  switch (provider.api) {
    case 'anthropic':
      return (await import('./adapters/anthropic.js')).createAnthropicModel(provider, surroundings);
    case 'openai':
    case 'openai-chat':
      return (await import('./adapters/openai.js')).createOpenAiModel(provider, surroundings);
    case 'google':
      return (await import('./adapters/google.js')).createGoogleModel(provider, surroundings);
    case 'openrouter':
      return (await import('./adapters/openrouter.js')).createOpenRouterModel(provider, surroundings);
    case 'azure':
      return (await import('./adapters/azure.js')).createAzureModel(provider, surroundings);
    case 'bedrock':
      return (await import('./adapters/bedrock.js')).createBedrockModel(provider, surroundings);
    case 'openai-compatible':
      return (await import('./adapters/openai-compatible.js')).createOpenAiCompatibleModel(provider, surroundings);
    default:
      return unreachable(provider.api);
  }
}
