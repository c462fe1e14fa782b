import type { ModelFailure } from '../model-failure.js';

const LONGEST = 500;

/** The failure with keys taken out of its words, which are one line of bearable length. */
export function redactedFailure(failure: ModelFailure, redact: (text: string) => string): ModelFailure {
  if (!('message' in failure)) return failure;
  const words = redact(failure.message).replace(/\s+/g, ' ').trim();
  return { ...failure, message: words.length > LONGEST ? `${words.slice(0, LONGEST)} ...` : words };
}
