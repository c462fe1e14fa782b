import type { ModelUsage } from '../core/model-usage.js';
import { NO_USAGE } from '../core/model-usage.js';
import type { Result } from '../core/result.js';
import type { Budget } from './budget.js';
import { estimateRequestTokens, estimateUsage } from './estimate-tokens.js';
import type { Model, ModelReply, ModelRequest } from './model.js';
import { wrappedModel } from './wrapped-model.js';
import type { ModelFailure } from './model-failure.js';

/** A call that cost something, or may have. */
export interface BilledCall {
  readonly request: ModelRequest;
  readonly usage: ModelUsage;
  /** Where the provider did not tell what was used. */
  readonly isEstimated: boolean;
  /** Absent where the call ended without one. */
  readonly reply?: ModelReply;
}

/**
 * A model that is called only while its budget allows for the call's worst case: the whole input uncached
 * and the longest reply. Otherwise the call fails with `over-budget` and costs nothing. A call that was cut off
 * while the provider was at work is booked with its input, since no provider tells what it used; other failures
 * book nothing. Programs keep no limit of output and may add input of their own: with them a study can end over
 * its budget by one call. `onBilled` is told of each call that was booked, before its reply is given.
 */
export function withBudget(model: Model, budget: Budget, onBilled: (call: BilledCall) => void): Model {
  return wrappedModel(model, async (request, signal) => {
    const inputTokens = estimateRequestTokens(request);
    const reserved = await budget.reserve({ inputTokens, outputTokens: request.maxOutputTokens }, signal);
    if (!reserved.ok) return reserved;
    let billed: BilledCall | undefined;
    try {
      const answer = await model.complete(request, signal);
      billed = billedCall(request, answer);
      return answer;
    } finally {
      if (billed === undefined) reserved.value.release();
      else reserved.value.book(billed.usage, billed.isEstimated ? 'estimated' : 'told');
      if (billed !== undefined) onBilled(billed);
    }
  });
}

function billedCall(request: ModelRequest, answer: Result<ModelReply, ModelFailure>): BilledCall | undefined {
  if (answer.ok) {
    const { usage, text } = answer.value;
    const isEstimated = usage === undefined;
    return { request, usage: usage ?? estimateUsage(request, text), isEstimated, reply: answer.value };
  }
  if (!('mayBeBilled' in answer.failure)) return undefined;
  return { request, usage: { ...NO_USAGE, inputTokens: estimateRequestTokens(request) }, isEstimated: true };
}
