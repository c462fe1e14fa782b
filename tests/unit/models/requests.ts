import type { ModelRequest } from '../../../src/models/model.js';

/** A request of one turn. */
export function request(text: string, changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    purpose: 'conv2',
    system: 'Edit Python.',
    shared: 'train.py: pass',
    turns: [{ role: 'user', text }],
    maxOutputTokens: 1000,
    ...changes,
  };
}

/** A signal that nobody raises. */
export function neverAborted(): AbortSignal {
  return new AbortController().signal;
}
