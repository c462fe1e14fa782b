import { success, type Result } from '../../core/result.js';
import { keyFrom } from '../environment-keys.js';
import type { ModelFailure } from '../model-failure.js';
import { isLocal } from './api-address.js';

/** What goes where a key has to stand and none is needed. */
const NO_KEY = 'no-key-needed';

/** The key in the first of the variables that is set; a server on this machine may do without. */
export function apiKey(
  environment: NodeJS.ProcessEnv,
  names: readonly string[],
  address: string,
): Result<string, ModelFailure> {
  const key = keyFrom(environment, names);
  const isNeeded = key.ok || key.failure.kind !== 'no-key' || !isLocal(address);
  return isNeeded ? key : success(NO_KEY);
}
