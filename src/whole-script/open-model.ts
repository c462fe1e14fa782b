import path from 'node:path';
import { UserError } from '../core/user-error.js';
import { Budget } from '../models/budget.js';
import { createModel } from '../models/create-model.js';
import { readEnvFile } from '../models/environment-keys.js';
import { modelFailureInWords } from '../models/failure-in-words.js';
import type { ModelSettings, ProviderSettings } from '../models/model-settings.js';
import type { Model } from '../models/model.js';
import { priceOf } from '../models/price.js';
import { withBudget } from '../models/with-budget.js';
import { withRecording } from '../models/with-recording.js';
import { withRetry } from '../models/with-retry.js';

/** Programs print nothing until they are done, and a whole script takes its time. */
const IDLE_TIMEOUT_MS = 10 * 60_000;
const MAX_WAIT_MS = 10 * 60_000;

export interface OpenModel {
  readonly model: Model;
  readonly budget: Budget;
}

/**
 * The model of the settings, with retries, within its budget, every exchange kept in `folder`. Throws a UserError where
 * it cannot be called at all: no key, no such program, an environment file that cannot be read.
 */
export async function openModel(
  settings: ModelSettings,
  folder: string,
  environment: NodeJS.ProcessEnv,
  say: (message: string) => void,
): Promise<OpenModel> {
  const provider = inFolder(settings.provider, folder);
  const created = await createModel(provider, {
    environment: { ...environment, ...(await namedVariables(settings.envFile)) },
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    say,
  });
  if (!created.ok) throw new UserError(modelFailureInWords(created.failure, labelOf(provider)));
  const price = await priceOf(provider, provider.kind === 'api' ? provider.model : '');
  const budget = new Budget(settings, price);
  const recorded = withRecording(created.value, path.join(folder, 'exchanges'));
  return { model: withBudget(withRetry(recorded, { say, maxWaitMs: MAX_WAIT_MS }), budget), budget };
}

/** A person answers each call in its own folder. */
function inFolder(provider: ProviderSettings, folder: string): ProviderSettings {
  return provider.kind === 'manual' ? { ...provider, folder: path.join(folder, 'manual') } : provider;
}

async function namedVariables(envFile: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (envFile === undefined) return {};
  const read = await readEnvFile(envFile);
  if (read.ok) return read.value;
  throw new UserError(`--env-file ${envFile}: ${read.failure}.`);
}

function labelOf(provider: ProviderSettings): string {
  return provider.kind === 'api' ? `${provider.api} ${provider.model}` : provider.kind;
}
