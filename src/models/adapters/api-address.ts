import type { ModelSurroundings } from '../model-surroundings.js';
import type { ApiProvider } from '../../core/model-settings.js';

/** Where a provider's API is, and the variable its own programs look for another address in. */
export interface UsualAddress {
  readonly url: string;
  readonly variable?: string;
}

/** The provider's address: `--base-url`, else its own variable, which is told, else the usual one. */
export function apiAddress({ baseUrl }: ApiProvider, surroundings: ModelSurroundings, usual: UsualAddress): string {
  if (baseUrl !== undefined) return completed(baseUrl, usual.url);
  const fromVariable = usual.variable === undefined ? undefined : surroundings.environment[usual.variable]?.trim();
  if (!fromVariable || !URL.canParse(fromVariable)) return usual.url;
  const address = completed(fromVariable, usual.url);
  surroundings.say(`Address from ${usual.variable ?? ''}: ${new URL(address).host}`);
  return address;
}

/** Whether the server is on this machine, where no key is needed. */
export function isLocal(address: string): boolean {
  return /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/.test(new URL(address).hostname);
}

/** `http://localhost:11434` means the usual path on that server; a path that is given is kept. */
function completed(address: string, usual: string): string {
  const url = new URL(address);
  if (url.pathname === '/') url.pathname = new URL(usual).pathname;
  return url.href.replace(/\/+$/, '');
}
