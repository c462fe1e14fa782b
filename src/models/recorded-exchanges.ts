import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { readOneOfMany } from '../core/read-regular-file.js';
import type { ModelReply } from './model.js';

/** What is left of an exchange in its folder. */
export interface RecordedExchange {
  /** Of the folder: `0003-conv2`. */
  readonly name: string;
  /** What was asked, as text. */
  readonly prompt: string;
  /** How it ended; absent where a crash cut it off. */
  readonly end?: RecordedEnd;
}

export interface RecordedEnd {
  readonly requestKey: string;
  readonly purpose: string;
  readonly trialId?: string;
  /** Of the model that was asked. */
  readonly label: string;
  /** Absent where it failed. */
  readonly reply?: ModelReply;
}

/** `exchange.json`; exchanges that failed have no `finish`. */
const exchangeFile = z.object({
  requestKey: z.string(),
  purpose: z.string(),
  trialId: z.string().optional(),
  label: z.string(),
  modelId: z.string().optional(),
  finish: z.object({ unified: z.enum(['stop', 'length', 'refused', 'other']), raw: z.string() }).optional(),
  usage: z
    .object({
      inputTokens: z.number(),
      cacheReadTokens: z.number(),
      cacheWriteTokens: z.number(),
      outputTokens: z.number(),
    })
    .optional(),
});

/** The exchanges of a folder in the order they were made; none where there is no such folder. */
export async function readRecordedExchanges(folder: string): Promise<RecordedExchange[]> {
  const names = await readdir(folder).catch(() => []);
  const numbered = names.filter((name) => /^\d+-/.test(name));
  const inOrder = numbered.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return inOrder.map((name) => readExchange(folder, name));
}

function readExchange(folder: string, name: string): RecordedExchange {
  const read = (file: string): string | undefined => readOneOfMany(path.join(folder, name, file));
  const prompt = read('prompt.md') ?? '';
  const file = exchangeFile.safeParse(parsed(read('exchange.json') ?? ''));
  if (!file.success) return { name, prompt };
  const { requestKey, purpose, trialId, label, modelId, finish, usage } = file.data;
  const text = finish === undefined ? undefined : read('reply.md');
  const end = { requestKey, purpose, label, ...(trialId === undefined ? {} : { trialId }) };
  if (text === undefined || finish === undefined || modelId === undefined) return { name, prompt, end };
  const reply: ModelReply = { text, finish, modelId, exchange: name, ...(usage === undefined ? {} : { usage }) };
  return { name, prompt, end: { ...end, reply } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
