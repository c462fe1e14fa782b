import { estimateTokens } from '../models/estimate-tokens.js';
import type { ModelTurn } from '../models/model.js';
import type { MakeRequest } from './ask-to-the-end.js';
import { isCode, isMarked, type Document } from './document.js';
import type { RenderConversation } from './render-conversation.js';
import type { Conversation } from './task.js';

/** The usual model gives this much at once; many refuse a request for more than they give. */
const LEAST_OUTPUT_TOKENS = 16_384;
const MOST_OUTPUT_TOKENS = 64_000;
/** For the summary, plots and report that the script gets, and for reasoning. */
const ROOM_TOKENS = 8_192;

/** A conversation as requests: with roles, or rendered with a chat template and sent as one message of the user. */
export function requestMaker(
  purpose: string,
  { system, material, request }: Conversation,
  render: RenderConversation | undefined,
  maxOutputTokens: number,
): MakeRequest {
  if (render === undefined) {
    const first: ModelTurn = { role: 'user', text: request };
    return (later) => ({ purpose, system, shared: material, turns: [first, ...later], maxOutputTokens });
  }
  const first: ModelTurn = { role: 'user', text: `${material}\n\n${request}` };
  return (later) => ({
    purpose,
    system: '',
    shared: '',
    turns: [{ role: 'user', text: render(system, [first, ...later]) }],
    maxOutputTokens,
  });
}

/** Twice the code that becomes the script (the marked files, or all where none is), and room. */
export function outputTokensFor(documents: readonly Document[]): number {
  const code = documents.filter(isCode);
  const marked = code.filter(isMarked);
  const tokens = (marked.length > 0 ? marked : code).reduce((sum, { text }) => sum + estimateTokens(text), 0);
  return Math.min(MOST_OUTPUT_TOKENS, Math.max(LEAST_OUTPUT_TOKENS, 2 * tokens + ROOM_TOKENS));
}
