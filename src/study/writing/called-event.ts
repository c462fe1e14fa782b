import type { KeptEvent } from '../../core/event.js';
import type { ModelUsage } from '../../core/model-usage.js';
import type { Price } from '../../models/price.js';

export type CalledEvent = Extract<KeptEvent, { type: 'model-called' }>;

/** A call as far as it is known: of one that was cut off there is no reply and no exchange. */
export interface PaidCall {
  readonly purpose: string;
  readonly trialId: string | undefined;
  readonly modelId: string;
  readonly exchange: string | undefined;
  readonly usage: ModelUsage;
  readonly isEstimated: boolean;
}

/** The line of the log for a call that was paid for, now. */
export function calledEvent(call: PaidCall, price: Price | undefined): CalledEvent {
  const { purpose, trialId, modelId, exchange, usage, isEstimated } = call;
  return {
    type: 'model-called',
    at: new Date().toISOString(),
    purpose,
    ...(trialId === undefined ? {} : { trialId }),
    modelId,
    ...(exchange === undefined ? {} : { exchange }),
    usage,
    ...(isEstimated ? { isEstimated } : {}),
    ...(price === undefined ? {} : { costUsd: price.costUsd(usage) }),
  };
}
