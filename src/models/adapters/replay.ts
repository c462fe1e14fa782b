import path from 'node:path';
import { NO_USAGE } from '../../core/model-usage.js';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelFailure } from '../model-failure.js';
import type { ProviderSettings } from '../../core/model-settings.js';
import type { Model, ModelReply } from '../model.js';
import { readRecordedExchanges } from '../recorded-exchanges.js';
import { requestKey } from '../request-key.js';

type ReplayProvider = Extract<ProviderSettings, { kind: 'replay' }>;

interface RecordedReply {
  readonly requestKey: string;
  readonly label: string;
  readonly reply: ModelReply;
}

/**
 * Answers from the exchanges of an earlier run, found by what the request says. A request that was made
 * several times gets its replies in their order, and then the last one again. A recorded reply is free: its
 * usage is 0. `folder` is that of the exchanges, or the study's. Fails with `no-recordings` where it holds none.
 */
export async function createReplayModel(provider: ReplayProvider): Promise<Result<Model, ModelFailure>> {
  const replies = await readReplies(provider.folder);
  const [first] = replies;
  if (first === undefined) return failure({ kind: 'no-recordings', folder: provider.folder });
  const queues = new Map<string, ModelReply[]>();
  for (const { requestKey: key, reply } of replies) queues.set(key, [...(queues.get(key) ?? []), reply]);
  return success({
    label: `replay of ${first.label}`,
    complete(request) {
      const queue = queues.get(requestKey(request));
      const reply = queue !== undefined && queue.length > 1 ? queue.shift() : queue?.[0];
      return Promise.resolve(
        reply === undefined ? failure({ kind: 'not-recorded', purpose: request.purpose }) : success(reply),
      );
    },
  });
}

async function readReplies(folder: string): Promise<RecordedReply[]> {
  const inStudy = await readFolder(path.join(folder, 'exchanges'));
  return inStudy.length > 0 ? inStudy : readFolder(folder);
}

/** Without those that failed or were cut off. */
async function readFolder(folder: string): Promise<RecordedReply[]> {
  const exchanges = await readRecordedExchanges(folder);
  return exchanges.flatMap(({ end }) => {
    if (end?.reply === undefined) return [];
    const { text, finish, modelId } = end.reply;
    return [{ requestKey: end.requestKey, label: end.label, reply: { text, finish, modelId, usage: NO_USAGE } }];
  });
}
