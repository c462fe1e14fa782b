import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../core/user-error.js';
import { readChatTemplate, type ChatTemplate } from './chat-template.js';
import { downloadChatTemplate } from './download-chat-template.js';
import { cachedSnapshots } from './hub-cache.js';
import type { TemplateSurroundings } from './template-surroundings.js';

const HUB_ID = /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)?$/;

/**
 * The template of a local folder, of a Hugging Face repository in the local cache, or of one on the hub, tried in
 * this order. Throws a UserError that says where it was looked for.
 */
export async function findChatTemplate(
  name: string,
  surroundings: TemplateSurroundings,
  signal: AbortSignal,
): Promise<ChatTemplate> {
  const { currentDirectory, environment, say } = surroundings;
  const folder = path.resolve(currentDirectory, name);
  const entry = await stat(folder).catch(() => undefined);
  if (entry?.isDirectory() === true) {
    const local = await readFolder(folder);
    if (local !== undefined) return local;
    throw new UserError(
      `The folder ${name} has no chat template: no chat_template.jinja or chat_template.json, ` +
        'and no chat_template in a tokenizer_config.json.',
    );
  }
  if (entry !== undefined || !HUB_ID.test(name)) {
    throw new UserError(
      `${name} is no chat template: name the folder of a tokenizer, or a Hugging Face repository such as ` +
        'HuggingFaceH4/zephyr-7b-beta. It may also be left out.',
    );
  }
  for (const snapshot of await cachedSnapshots(name, environment)) {
    const cached = await readFolder(snapshot);
    if (cached !== undefined) return cached;
  }
  if (/^(?:1|on|yes|true)$/i.test(environment.HF_HUB_OFFLINE ?? '')) {
    throw new UserError(`There is no folder ${name} and no chat template of it in the cache; HF_HUB_OFFLINE is set.`);
  }
  return downloadChatTemplate(name, { environment, say }, signal);
}

async function readFolder(folder: string): Promise<ChatTemplate | undefined> {
  const [jinja, json, tokenizerConfig] = await Promise.all(
    ['chat_template.jinja', 'chat_template.json', 'tokenizer_config.json'].map((file) =>
      readFile(path.join(folder, file), 'utf8').catch(() => undefined),
    ),
  );
  return readChatTemplate({ jinja, json, tokenizerConfig });
}
