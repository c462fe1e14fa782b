import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { replaceFileSync } from '../../core/replace-file.js';
import { UserError } from '../../core/user-error.js';
import { readClipboard } from '../../models/adapters/read-clipboard.js';
import { MANUAL_FILES, waitingPrompts, type WaitingPrompt } from '../../models/waiting-prompts.js';
import { findStudyDirectory } from '../find-study.js';
import type { StudyFolderFlags } from '../study-folder-flags.js';

export interface ReplyFlags extends StudyFolderFlags {
  readonly clipboard?: true;
}

/**
 * `ablationmage reply conv2`: hands what a web chat answered to the study that waits for it, from stdin or the
 * clipboard. Writes `reply.md` at once and whole.
 */
export async function replyCommand(name: string | undefined, flags: ReplyFlags): Promise<void> {
  const directory = await findStudyDirectory(flags);
  const waiting = chosen(await waitingPrompts(path.join(directory, 'manual')), name);
  const reply = flags.clipboard === true ? await fromClipboard() : await fromStdin(waiting.name);
  if (reply.trim() === '') throw new UserError('The reply is empty; nothing was written.');
  const file = path.join(waiting.directory, MANUAL_FILES.reply);
  replaceFileSync(file, reply);
  process.stderr.write(`${waiting.name}: the reply is handed over.\n`);
}

function chosen(waiting: readonly WaitingPrompt[], name: string | undefined): WaitingPrompt {
  const names = waiting.map((prompt) => prompt.name);
  const [first, second] = name === undefined ? waiting : waiting.filter((prompt) => prompt.name === name);
  if (first !== undefined && second === undefined) return first;
  if (waiting.length === 0) throw new UserError('No prompt of this study waits for a reply.');
  throw new UserError(
    name === undefined
      ? `${waiting.length} prompts wait for a reply: say which of ${names.join(', ')}.`
      : `No prompt "${name}" waits for a reply. Waiting: ${names.join(', ')}.`,
  );
}

async function fromClipboard(): Promise<string> {
  const pasted = await readClipboard(process.env);
  if (pasted !== undefined) return pasted;
  throw new UserError(
    'The clipboard cannot be read here (wl-paste, xclip or pbpaste is needed). Pipe the reply in instead.',
  );
}

function fromStdin(name: string): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write(`Paste the reply to ${name}, then press Enter and Ctrl-D.\n`);
  return readAll(process.stdin);
}
