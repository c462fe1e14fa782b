import type { KeptEvent } from '../core/event.js';
import type { ModelCost } from '../core/model-cost.js';
import { addUsage, NO_USAGE } from '../core/model-usage.js';
import type { RecordedTrial } from '../core/study-record.js';

type Call = Extract<KeptEvent, { type: 'model-called' }>;

/** What all calls of models came to; undefined where there were none. */
export function foldModelCost(events: readonly KeptEvent[]): ModelCost | undefined {
  return costOf(callsOf(events));
}

/** The trials with what their calls came to. */
export function withModelCosts(trials: readonly RecordedTrial[], events: readonly KeptEvent[]): RecordedTrial[] {
  const calls = callsOf(events);
  return trials.map((recorded) => {
    const cost = costOf(calls.filter(({ trialId }) => trialId === recorded.trial.id));
    return recorded.model === undefined || cost === undefined
      ? recorded
      : { ...recorded, model: { ...recorded.model, cost } };
  });
}

function callsOf(events: readonly KeptEvent[]): Call[] {
  return events.filter((event) => event.type === 'model-called');
}

function costOf(calls: readonly Call[]): ModelCost | undefined {
  if (calls.length === 0) return undefined;
  const prices = calls.map(({ costUsd }) => costUsd);
  const known = prices.filter((price) => price !== undefined);
  return {
    calls: calls.length,
    usage: calls.map(({ usage }) => usage).reduce(addUsage, NO_USAGE),
    isEstimated: calls.some(({ isEstimated }) => isEstimated === true),
    ...(known.length < prices.length ? {} : { costUsd: known.reduce((sum, price) => sum + price, 0) }),
  };
}
