import { success } from '../core/result.js';
import type { Model, ModelReply } from './model.js';
import { wrappedModel } from './wrapped-model.js';
import type { RecordedExchange } from './recorded-exchanges.js';
import { requestKey } from './request-key.js';

/**
 * A model that is not asked again for what it has answered already: where a crash lost what became of a reply, the
 * recording of it is given once. Replies of another model are left alone.
 */
export function withKeptReplies(model: Model, kept: readonly RecordedExchange[]): Model {
  const replies = new Map<string, ModelReply[]>();
  for (const { end } of kept) {
    if (end?.reply === undefined || end.label !== model.label) continue;
    replies.set(end.requestKey, [...(replies.get(end.requestKey) ?? []), end.reply]);
  }
  return wrappedModel(model, (request, signal) => {
    const reply = replies.get(requestKey(request))?.shift();
    return reply === undefined ? model.complete(request, signal) : Promise.resolve(success(reply));
  });
}
