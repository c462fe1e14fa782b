import { Command } from 'commander';
import type { StudyFlags } from '../config/study-flags.js';
import { addRunCommand } from './command-options.js';

/** What `ablationmage run ...` was asked for, from the words that were typed. */
export interface RunWords {
  readonly script: string | undefined;
  readonly flags: StudyFlags;
}

/** Reads the words of a command line of `run` as the command line itself does. */
export function parseRunWords(words: readonly string[]): RunWords {
  const dashes = words.indexOf('--');
  const own = dashes === -1 ? words : words.slice(0, dashes);
  const afterDashes = dashes === -1 ? [] : words.slice(dashes + 1);
  let parsed: RunWords = { script: undefined, flags: { afterDashes } };
  const program = new Command();
  addRunCommand(program, (script, flags) => {
    parsed = { script, flags: { ...flags, afterDashes } };
  });
  program.parse([...own], { from: 'user' });
  return parsed;
}
