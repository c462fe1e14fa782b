import path from 'node:path';
import type { ModelSettings, ProviderSettings } from '../core/model-settings.js';
import { openMeteredModel, type MeteredModel } from '../models/open-metered-model.js';

/** Programs print nothing until they are done, and a whole script takes its time. */
const IDLE_TIMEOUT_MS = 10 * 60_000;

/** The model of the settings for one call, which has `folder` to itself. Throws UserErrors as `openMeteredModel` does. */
export async function openModel(
  settings: ModelSettings,
  folder: string,
  environment: NodeJS.ProcessEnv,
  say: (message: string) => void,
): Promise<MeteredModel> {
  const provider = inFolder(settings.provider, folder);
  return openMeteredModel({ ...settings, provider }, folder, { environment, idleTimeoutMs: IDLE_TIMEOUT_MS, say });
}

/** A person answers each call in its own folder. */
function inFolder(provider: ProviderSettings, folder: string): ProviderSettings {
  return provider.kind === 'manual' ? { ...provider, folder: path.join(folder, 'manual') } : provider;
}
