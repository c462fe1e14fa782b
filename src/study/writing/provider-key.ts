import { createHash } from 'node:crypto';
import type { ProviderSettings } from '../../core/model-settings.js';

/** By what the model that was asked is known again; a command can hold secrets, so not by its words. */
export function providerKey(provider: ProviderSettings): string {
  return createHash('sha256').update(JSON.stringify(provider)).digest('hex').slice(0, 12);
}
