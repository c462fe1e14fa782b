import path from 'node:path';
import { Budget } from '../models/budget.js';
import { createModelOf } from '../models/create-model-of.js';
import type { ModelSettings, ProviderSettings } from '../core/model-settings.js';
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
  const created = await createModelOf({ ...settings, provider }, { environment, idleTimeoutMs: IDLE_TIMEOUT_MS, say });
  const price = await priceOf(provider, provider.kind === 'api' ? provider.model : '');
  const budget = new Budget(settings, price);
  const recorded = withRecording(created, path.join(folder, 'exchanges'));
  return { model: withBudget(withRetry(recorded, { say, maxWaitMs: MAX_WAIT_MS }), budget), budget };
}

/** A person answers each call in its own folder. */
function inFolder(provider: ProviderSettings, folder: string): ProviderSettings {
  return provider.kind === 'manual' ? { ...provider, folder: path.join(folder, 'manual') } : provider;
}
