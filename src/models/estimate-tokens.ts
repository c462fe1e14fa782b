import { NO_USAGE, type ModelUsage } from '../core/model-usage.js';
import type { ModelRequest } from './model.js';

/** Roles, separators and the provider's own words around each message. */
const TOKENS_PER_MESSAGE = 16;

const PIECE = /(?<word>[A-Za-z]+)|(?<digits>\d+)|(?<lines>\n\s*)|(?<marks>[!-/:-@[-`{-~]+)|(?<other>[^\x00-\x7f]+)/gu;

/**
 * Tokens of a text, rather too many than too few, for any provider: none lets us count without a call, and
 * their tokenizers differ by a third on the same code. Counted is what every tokenizer keeps apart: short
 * words are a token and long names one for every three letters; digits stand in ones to threes; a line's
 * indent goes with its line break; operators and brackets hardly merge; outside ASCII two bytes are a token.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const { groups } of text.matchAll(PIECE)) {
    if (groups?.word !== undefined) tokens += Math.max(1, groups.word.length / 3);
    else if (groups?.digits !== undefined) tokens += groups.digits.length / 1.5;
    else if (groups?.lines !== undefined) tokens += 1;
    else if (groups?.marks !== undefined) tokens += groups.marks.length * 0.8;
    else if (groups?.other !== undefined) tokens += Buffer.byteLength(groups.other) / 2;
  }
  return Math.ceil(tokens);
}

/** Input tokens of a request, rather too many than too few. */
export function estimateRequestTokens(request: ModelRequest): number {
  const texts = [request.system, request.shared, ...request.turns.map(({ text }) => text)];
  return texts.reduce((sum, text) => sum + estimateTokens(text) + TOKENS_PER_MESSAGE, 0);
}

/** What a call used, where the provider does not tell. */
export function estimateUsage(request: ModelRequest, reply: string): ModelUsage {
  return { ...NO_USAGE, inputTokens: estimateRequestTokens(request), outputTokens: estimateTokens(reply) };
}
