import { existsSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Names of the files that a person and `--api manual` exchange, in one folder for each question. */
export const MANUAL_FILES = {
  prompt: 'prompt.md',
  reply: 'reply.md',
  /** What is left of a reply that was taken: asking again is a new question. */
  taken: 'reply-taken.md',
  /** There while a study waits for the reply. */
  waiting: '.waiting',
} as const;

/** A question that nobody has answered yet. */
export interface WaitingPrompt {
  /** Of its folder: `conv2`. */
  readonly name: string;
  readonly directory: string;
}

/** The questions of `--api manual` that a study waits for the reply to; none where there is no such folder. */
export async function waitingPrompts(folder: string): Promise<WaitingPrompt[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .map((name) => ({ name, directory: path.join(folder, name) }))
    .filter(({ directory }) => {
      const reply = path.join(directory, MANUAL_FILES.reply);
      const isAnswered = existsSync(reply) && readFileSync(reply, 'utf8').trim() !== '';
      return existsSync(path.join(directory, MANUAL_FILES.waiting)) && !isAnswered;
    });
}
