import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { NO_USAGE } from '../../core/model-usage.js';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelFailure } from '../model-failure.js';
import type { ProviderSettings } from '../../core/model-settings.js';
import type { Model, ModelReply } from '../model.js';
import { requestKey } from '../request-key.js';

type ReplayProvider = Extract<ProviderSettings, { kind: 'replay' }>;

/** What of `exchange.json` is needed; exchanges that failed have no `finish`. */
const answeredExchange = z.object({
  requestKey: z.string(),
  label: z.string(),
  modelId: z.string(),
  finish: z.object({ unified: z.enum(['stop', 'length', 'refused', 'other']), raw: z.string() }),
});

interface RecordedReply {
  readonly requestKey: string;
  readonly label: string;
  readonly reply: ModelReply;
}

/**
 * Answers from the exchanges of an earlier run, found by what the request says. A request that was made
 * several times gets its replies in their order, and then the last one again. A recorded reply is free: its
 * usage is 0. `folder` is that of the exchanges, or the study's. Fails with `bad-request` where it holds none.
 */
export async function createReplayModel(provider: ReplayProvider): Promise<Result<Model, ModelFailure>> {
  const replies = await readReplies(provider.folder);
  const [first] = replies;
  if (first === undefined) {
    const message =
      `${provider.folder} holds no recorded replies: ` +
      'give the folder of a study that a model took part in, or its exchanges/';
    return failure({ kind: 'bad-request', message });
  }
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

async function readFolder(folder: string): Promise<RecordedReply[]> {
  const names = await readdir(folder).catch(() => []);
  const numbered = names.filter((name) => /^\d+-/.test(name));
  const inOrder = numbered.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const replies = await Promise.all(inOrder.map((name) => readReply(path.join(folder, name))));
  return replies.filter((reply) => reply !== undefined);
}

/** Undefined for an exchange that failed or was cut off. */
async function readReply(directory: string): Promise<RecordedReply | undefined> {
  try {
    const json: unknown = JSON.parse(await readFile(path.join(directory, 'exchange.json'), 'utf8'));
    const exchange = answeredExchange.safeParse(json);
    if (!exchange.success) return undefined;
    const { finish, modelId, label } = exchange.data;
    const text = await readFile(path.join(directory, 'reply.md'), 'utf8');
    return { requestKey: exchange.data.requestKey, label, reply: { text, finish, modelId, usage: NO_USAGE } };
  } catch {
    return undefined;
  }
}
