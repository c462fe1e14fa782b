import type { Budget } from './budget.js';
import { estimateRequestTokens, estimateUsage } from './estimate-tokens.js';
import type { Model } from './model.js';

/**
 * A model that is called only while its budget allows for the call's worst case: the whole input uncached
 * and the longest reply. Otherwise the call fails with `over-budget` and costs nothing. A failed call books
 * nothing, since no provider tells what it used. Programs keep no limit of output and may add input of
 * their own: with them a study can end over its budget by one call.
 */
export function withBudget(model: Model, budget: Budget): Model {
  return {
    label: model.label,
    async complete(request, signal) {
      const inputTokens = estimateRequestTokens(request);
      const reserved = await budget.reserve({ inputTokens, outputTokens: request.maxOutputTokens }, signal);
      if (!reserved.ok) return reserved;
      let settle = (): void => {
        reserved.value.release();
      };
      try {
        const reply = await model.complete(request, signal);
        if (reply.ok) {
          const { usage, text } = reply.value;
          settle = () => {
            reserved.value.book(usage ?? estimateUsage(request, text), usage === undefined ? 'estimated' : 'told');
          };
        }
        return reply;
      } finally {
        settle();
      }
    },
  };
}
