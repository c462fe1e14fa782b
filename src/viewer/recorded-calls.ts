import path from 'node:path';
import type { Exchange } from '../core/study-view.js';
import { readRecordedExchanges, type RecordedExchange } from '../models/recorded-exchanges.js';
import { insideStudy } from './inside-study.js';
import type { StudyFacts } from './study-facts.js';

/** A recorded call with the trial that it was about, if any. */
export interface RecordedCall {
  readonly trialId?: string;
  readonly exchange: Exchange;
}

/** All calls of models in a study, in the order they were made. */
export async function recordedCalls(directory: string, facts: StudyFacts): Promise<RecordedCall[]> {
  const folder = await insideStudy(directory, 'exchanges');
  if (folder === undefined) return [];
  const costs = costsByExchange(facts);
  const recorded = await readRecordedExchanges(folder);
  const calls = await Promise.all(
    recorded.map(async (call) => ((await staysInside(directory, call)) ? [recordedCall(call, costs)] : [])),
  );
  return calls.flat();
}

function recordedCall({ name, prompt, end }: RecordedExchange, costs: ReadonlyMap<string, number>): RecordedCall {
  const { reply, trialId } = end ?? {};
  const costUsd = costs.get(name);
  return {
    ...(trialId === undefined ? {} : { trialId }),
    exchange: {
      name,
      purpose: end?.purpose ?? name,
      ...(end === undefined ? {} : { model: reply?.modelId ?? end.label }),
      prompt,
      ...(reply === undefined ? {} : { reply: reply.text }),
      ...(reply?.usage === undefined ? {} : { usage: reply.usage }),
      ...(costUsd === undefined ? {} : { costUsd }),
    },
  };
}

function costsByExchange({ events }: StudyFacts): Map<string, number> {
  return new Map(
    events.flatMap((event) =>
      event.type === 'model-called' && event.exchange !== undefined && event.costUsd !== undefined
        ? [[event.exchange, event.costUsd] as const]
        : [],
    ),
  );
}

/** A link that leads out of the folder shows nothing of what it leads to. */
async function staysInside(directory: string, { name, end }: RecordedExchange): Promise<boolean> {
  const isInside = async (file: string): Promise<boolean> =>
    (await insideStudy(directory, path.posix.join('exchanges', name, file))) !== undefined;
  return (await isInside('prompt.md')) && (end?.reply === undefined || (await isInside('reply.md')));
}
