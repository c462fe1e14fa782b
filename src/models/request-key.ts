import { createHash } from 'node:crypto';
import type { ModelRequest } from './model.js';

/** The same for two requests that say the same, whatever they are for. SHA-256, hexadecimal. */
export function requestKey(request: ModelRequest): string {
  const said = [request.system, request.shared, request.turns.map(({ role, text }) => [role, text])];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
