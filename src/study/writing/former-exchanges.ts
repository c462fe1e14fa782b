import path from 'node:path';
import type { KeptEvent } from '../../core/event.js';
import { NO_USAGE } from '../../core/model-usage.js';
import { estimateTokens } from '../../models/estimate-tokens.js';
import { readRecordedExchanges, type RecordedEnd, type RecordedExchange } from '../../models/recorded-exchanges.js';
import { COMMENTARY_PURPOSE } from '../commentary/commentary-purpose.js';
import type { PaidCall } from './called-event.js';

/** What earlier starts left of their exchanges. */
export interface FormerExchanges {
  /** A crash kept them out of the log: those with a reply, and those it cut off. */
  readonly lost: readonly RecordedExchange[];
  /** Nothing came of their reply yet, because the start ended first: the same question need not be asked again. */
  readonly unused: readonly RecordedExchange[];
}

export async function formerExchanges(studyDirectory: string, events: readonly KeptEvent[]): Promise<FormerExchanges> {
  const calls = new Map<string | undefined, number>();
  for (const [index, event] of events.entries()) if (event.type === 'model-called') calls.set(event.exchange, index);
  const recorded = await readRecordedExchanges(path.join(studyDirectory, 'exchanges'));
  const lost = recorded.filter(({ name, end }) => !calls.has(name) && (end === undefined || end.reply !== undefined));
  const unused = recorded.filter(({ name, end }) => {
    const call = calls.get(name);
    return end?.reply !== undefined && (call === undefined || !isUsed(events.slice(call), end));
  });
  return { lost, unused };
}

/** Whether a variant, or a verdict that none can be had, came of a reply; of a hint's, its trials; of a commentary's, its text. */
function isUsed(later: readonly KeptEvent[], { purpose, trialId }: Pick<RecordedEnd, 'purpose' | 'trialId'>): boolean {
  return later.some((event) => {
    if (trialId === undefined && purpose.startsWith(COMMENTARY_PURPOSE)) return event.type === 'commentary-written';
    if (trialId === undefined) return event.type === 'hint-read' || event.type === 'variant-given-up';
    if (event.type === 'variant-judged') return event.trialId === trialId;
    return event.type === 'variant-given-up' && event.trialId === trialId && !event.isPassing;
  });
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
