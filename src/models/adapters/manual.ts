import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasCode } from '../../core/error-code.js';
import { pathBelow } from '../../core/paths-below.js';
import { failure, success, type Result } from '../../core/result.js';
import type { ModelSurroundings } from '../model-surroundings.js';
import type { ModelFailure } from '../model-failure.js';
import type { ProviderSettings } from '../../core/model-settings.js';
import type { Model } from '../model.js';
import { purposeAsFileName } from '../purpose-as-file-name.js';
import { MANUAL_FILES } from '../waiting-prompts.js';
import { requestAsText } from '../request-as-text.js';
import { cleanPastedReply } from './clean-pasted-reply.js';
import { copyToClipboard } from './copy-to-clipboard.js';

type ManualProvider = Extract<ProviderSettings, { kind: 'manual' }>;

/** Polled, not watched: folders on NFS report no changes. */
const POLL_MS = 250;
/** A person pastes piece by piece, and editors save in between. */
const SETTLED_MS = 2000;

/**
 * A person with a web chat: each prompt is written to `prompt.md` in a folder of its own, and `reply.md` beside it
 * is waited for until the signal aborts. A prompt that still waits keeps its folder; a different one for the same
 * purpose, or the same after its reply was taken, gets the next number.
 */
export function createManualModel(provider: ManualProvider, surroundings: ModelSurroundings): Model {
  let waiting = 0;
  return {
    label: 'manual',
    async complete(request, signal) {
      const prompt = requestAsText(request);
      const folder = claimFolder(path.join(provider.folder, purposeAsFileName(request.purpose)), prompt);
      const replyFile = path.join(folder, MANUAL_FILES.reply);
      const marker = path.join(folder, MANUAL_FILES.waiting);
      waiting += 1;
      try {
        writeFileSync(marker, '');
        if (isBlank(await readIfThere(replyFile))) {
          // The clipboard holds one text: the first of several prompts, which is also the first told.
          const isCopied = waiting === 1 && (await copyToClipboard(prompt, surroundings.environment));
          const place = pathBelow(process.cwd(), folder) ?? folder;
          surroundings.say(
            `${request.purpose}: paste ${path.join(place, MANUAL_FILES.prompt)}${isCopied ? ' (it is on the clipboard)' : ''} ` +
              `into a chat and save the whole reply beside it as ${MANUAL_FILES.reply}, or hand it over with ` +
              `\`ablationmage reply ${path.basename(folder)}\` in another terminal; waiting (Ctrl-C ends it)`,
          );
        }
        const reply = await waitForReply(replyFile, signal);
        if (!reply.ok) return reply;
        renameSync(replyFile, path.join(folder, MANUAL_FILES.taken));
        const finish = { unified: 'stop', raw: 'pasted' } as const;
        const modelId = provider.model ?? 'web chat';
        return success({ text: cleanPastedReply(reply.value), finish, modelId });
      } finally {
        rmSync(marker, { force: true });
        waiting -= 1;
      }
    },
  };
}

/** The folder of exactly this prompt: one in which it waits, else the next free one, in which it is written. */
function claimFolder(base: string, prompt: string): string {
  for (let number = 1; ; number += 1) {
    const folder = number === 1 ? base : `${base}-${number}`;
    const file = path.join(folder, MANUAL_FILES.prompt);
    mkdirSync(folder, { recursive: true });
    try {
      // Not over another prompt, should two calls claim at once.
      writeFileSync(file, prompt, { flag: 'wx' });
      return folder;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
      if (readFileSync(file, 'utf8') === prompt && !existsSync(path.join(folder, MANUAL_FILES.taken))) return folder;
    }
  }
}

/** A reply is complete when nobody has written to it for a while. */
async function waitForReply(file: string, signal: AbortSignal): Promise<Result<string, ModelFailure>> {
  let before = '';
  let settledMs = 0;
  while (!signal.aborted) {
    const text = await readIfThere(file);
    settledMs = text === before ? settledMs + POLL_MS : 0;
    if (!isBlank(text) && settledMs >= SETTLED_MS) return success(text);
    before = text;
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
  return failure({ kind: 'aborted' });
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

async function readIfThere(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
