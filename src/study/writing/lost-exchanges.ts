import path from 'node:path';
import { NO_USAGE } from '../../core/model-usage.js';
import { estimateTokens } from '../../models/estimate-tokens.js';
import { readRecordedExchanges, type RecordedExchange } from '../../models/recorded-exchanges.js';
import type { CalledEvent, PaidCall } from './called-event.js';

/** Exchanges that a crash kept out of the log: those with a reply, and those it cut off. */
export async function lostExchanges(
  studyDirectory: string,
  calls: readonly CalledEvent[],
): Promise<RecordedExchange[]> {
  const known = new Set(calls.map(({ exchange }) => exchange));
  const recorded = await readRecordedExchanges(path.join(studyDirectory, 'exchanges'));
  return recorded.filter(({ name, end }) => !known.has(name) && (end === undefined || end.reply !== undefined));
}

/** What such an exchange cost; `label` is of the model that is asked now, for one that did not get to say its own. */
export function lostCall({ name, prompt, end }: RecordedExchange, label: string): PaidCall {
  const { reply, trialId } = end ?? {};
  const outputTokens = estimateTokens(reply?.text ?? '');
  return {
    purpose: end?.purpose ?? name,
    trialId,
    modelId: reply?.modelId ?? end?.label ?? label,
    exchange: name,
    usage: reply?.usage ?? { ...NO_USAGE, inputTokens: estimateTokens(prompt), outputTokens },
    isEstimated: reply?.usage === undefined,
  };
}
