import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../core/message-of.js';
import { UserError } from '../core/user-error.js';

const MOST_CHARACTERS = 40_000;
/** Of these at the beginning; the rest is the end, where the error stands. */
const HEAD_CHARACTERS = 8_000;

const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

/** Reads what a script printed. Throws a UserError where the file is missing, unreadable or says nothing. */
export async function readOutput(name: string, currentDirectory: string): Promise<string> {
  const bytes = await readFile(path.resolve(currentDirectory, name)).catch((error: unknown) => {
    const why = messageOf(error);
    throw new UserError(`Cannot read the output of the script in ${name}: ${why}.`);
  });
  const output = cleanOutput(bytes.toString('utf8'));
  if (output !== '') return output;
  throw new UserError(
    `${name} is empty. Run the script with \`2>&1 | tee ${name}\`, so that its errors are in it too.`,
  );
}

/** What a terminal would show of it in the end, without colours and overwritten progress bars; the middle left out where it is long. */
export function cleanOutput(raw: string): string {
  const lines = raw
    .replace(ESCAPES, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/\r+$/, '').split('\r').at(-1)?.trimEnd() ?? '');
  const text = lines.join('\n').trim();
  if (text.length <= MOST_CHARACTERS) return text;
  const head = text.slice(0, HEAD_CHARACTERS);
  const tail = text.slice(text.length - (MOST_CHARACTERS - HEAD_CHARACTERS));
  return `${head}\n[${text.length - MOST_CHARACTERS} characters left out here]\n${tail}`;
}
