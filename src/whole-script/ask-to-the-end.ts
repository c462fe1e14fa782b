import { failure, success, type Result } from '../core/result.js';
import type { ModelFailure } from '../models/model-failure.js';
import type { Model, ModelReply, ModelRequest, ModelTurn } from '../models/model.js';
import { joinParts, trimToWholeLine } from './join-parts.js';
import { continuationRequest } from './prompts.js';

const MOST_CONTINUATIONS = 3;

/** A reply with its continuations, as one. */
export interface WholeReply {
  readonly text: string;
  /** `cut`: still not at its end; `failure` says why it was not continued, where that was the reason. */
  readonly end: Exclude<ModelReply['finish']['unified'], 'length'> | 'cut';
  readonly failure?: ModelFailure;
  readonly continuations: number;
  readonly modelId: string;
}

/** What is asked, given the conversation so far: its first turn is the user's. */
export type MakeRequest = (later: readonly ModelTurn[]) => ModelRequest;

/**
 * Asks, and has a reply that was cut by its length continued up to three times. A failure of the first call is
 * the failure; later ones leave a cut reply.
 */
export async function askToTheEnd(
  model: Model,
  makeRequest: MakeRequest,
  say: (message: string) => void,
  signal: AbortSignal,
): Promise<Result<WholeReply, ModelFailure>> {
  const first = await model.complete(makeRequest([]), signal);
  if (!first.ok) return failure(first.failure);
  let reply = wholeReply(first.value);
  while (reply.end === 'cut' && reply.continuations < MOST_CONTINUATIONS && reply.text.trim() !== '') {
    say(
      `The reply was cut at its greatest length; asking for the rest (${reply.continuations + 1}/${MOST_CONTINUATIONS})`,
    );
    const cut = trimToWholeLine(reply.text);
    const turns: ModelTurn[] = [
      { role: 'assistant', text: cut.text },
      { role: 'user', text: continuationRequest(cut.lastLine) },
    ];
    const next = await model.complete(makeRequest(turns), signal);
    if (!next.ok) return success({ ...reply, failure: next.failure });
    reply = {
      ...wholeReply(next.value),
      text: joinParts(cut, next.value.text),
      continuations: reply.continuations + 1,
    };
  }
  return success(reply);
}

function wholeReply({ text, finish, modelId }: ModelReply): WholeReply {
  return { text, end: finish.unified === 'length' ? 'cut' : finish.unified, continuations: 0, modelId };
}
