import type { ModelSettings, ProviderSettings } from '../core/model-settings.js';
import { unreachable } from '../core/unreachable.js';
import { UserError } from '../core/user-error.js';
import { createModel } from './create-model.js';
import type { ModelSurroundings } from './model-surroundings.js';
import { readEnvFile } from './environment-keys.js';
import { modelFailureInWords } from './failure-in-words.js';
import type { Model } from './model.js';

/**
 * The model of the settings; the keys of the file they name are added to the environment. Throws a UserError where it
 * cannot be called at all: no key, no such program, a file that cannot be read.
 */
export async function createModelOf(
  { provider, envFile }: Pick<ModelSettings, 'provider' | 'envFile'>,
  surroundings: ModelSurroundings,
): Promise<Model> {
  const environment = { ...surroundings.environment, ...(await namedVariables(envFile)) };
  const created = await createModel(provider, { ...surroundings, environment });
  if (!created.ok) throw new UserError(modelFailureInWords(created.failure, nameOf(provider)));
  return created.value;
}

async function namedVariables(envFile: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (envFile === undefined) return {};
  const read = await readEnvFile(envFile);
  if (read.ok) return read.value;
  throw new UserError(`--env-file ${envFile}: ${read.failure}.`);
}

function nameOf(provider: ProviderSettings): string {
  switch (provider.kind) {
    case 'api':
      return `${provider.api} ${provider.model}`;
    case 'command':
      return provider.command;
    case 'manual':
    case 'replay':
      return provider.kind;
    default:
      return unreachable(provider);
  }
}
