import { readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../core/replace-file.js';
import { success, type Result } from '../core/result.js';
import type { ModelFailure } from './model-failure.js';
import type { Model, ModelReply, ModelRequest } from './model.js';
import { wrappedModel } from './wrapped-model.js';
import { purposeAsFileName } from './purpose-as-file-name.js';
import { requestAsText } from './request-as-text.js';
import { requestKey } from './request-key.js';

/**
 * A model whose every exchange is kept in a numbered folder: `0001-conv2/prompt.md` before the call,
 * `reply.md` and then `exchange.json` after it, so that what a crash cut off has no `exchange.json`. Numbers
 * go on after those in the folder. Rejects where the folder cannot be written.
 */
export function withRecording(model: Model, folder: string): Model {
  let last = lastNumber(folder);
  return wrappedModel(model, async (request, signal) => {
    last += 1;
    const name = `${String(last).padStart(4, '0')}-${purposeAsFileName(request.purpose)}`;
    const directory = path.join(folder, name);
    await mkdir(directory, { recursive: true });
    await writeFile(path.join(directory, 'prompt.md'), requestAsText(request));
    const at = new Date();
    const startedAt = performance.now();
    const reply = await model.complete(request, signal);
    const durationMs = Math.round(performance.now() - startedAt);
    if (reply.ok) await writeFile(path.join(directory, 'reply.md'), reply.value.text);
    const exchange = { ...describe(request, reply), at: at.toISOString(), label: model.label, durationMs };
    const file = path.join(directory, 'exchange.json');
    await replaceFile(file, `${JSON.stringify(exchange, undefined, 1)}\n`);
    return reply.ok ? success({ ...reply.value, exchange: name }) : reply;
  });
}

function describe(request: ModelRequest, reply: Result<ModelReply, ModelFailure>): object {
  const { purpose, trialId } = request;
  const asked = { requestKey: requestKey(request), purpose, ...(trialId === undefined ? {} : { trialId }) };
  if (!reply.ok) return { ...asked, failure: reply.failure };
  const { modelId, finish, usage } = reply.value;
  return { ...asked, modelId, finish, usage };
}

function lastNumber(folder: string): number {
  try {
    return Math.max(0, ...readdirSync(folder).map((name) => Number(/^(\d+)-/.exec(name)?.[1] ?? 0)));
  } catch {
    return 0;
  }
}
