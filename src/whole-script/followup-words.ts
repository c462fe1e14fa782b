import { stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../core/user-error.js';

/** What the words of `followup-call` mean. */
export interface FollowupWords {
  /** A folder, or the id of a repository. */
  readonly template: string | undefined;
  /** The file with what the script printed, as it was named. */
  readonly outputFile: string;
}

/**
 * `followup-call [CHAT_TEMPLATE] -o FILE` and the original's `followup-call CHAT_TEMPLATE FILE`; without a template
 * also `followup-call FILE`. A single word is the file where a file has that name. Throws UserErrors.
 */
export async function readFollowupWords(
  words: readonly string[],
  output: string | undefined,
  currentDirectory: string,
): Promise<FollowupWords> {
  const [first, second, ...more] = words;
  if (more.length > 0) throw new UserError(`followup-call takes at most a chat template and an output file; ${USAGE}`);
  if (output !== undefined) {
    if (second !== undefined)
      throw new UserError(`-o ${output} and ${second}: only one file can be the output of the script; ${USAGE}`);
    if (first !== undefined && (await isFile(first, currentDirectory)))
      throw new UserError(`-o ${output} and ${first}: only one file can be the output of the script; ${USAGE}`);
    return { template: first, outputFile: output };
  }
  if (second !== undefined) return { template: first, outputFile: second };
  if (first !== undefined && (await isFile(first, currentDirectory))) return { template: undefined, outputFile: first };
  throw new UserError(
    first === undefined
      ? `followup-call needs what the script printed, in a file; ${USAGE}`
      : `There is no file ${first}. followup-call needs what the script printed, in a file; ${USAGE}`,
  );
}

const USAGE = 'write: ablationmage followup-call [CHAT_TEMPLATE] -o error_output.txt -d ablation_code.py';

async function isFile(name: string, currentDirectory: string): Promise<boolean> {
  return (await stat(path.resolve(currentDirectory, name)).catch(() => undefined))?.isFile() === true;
}
