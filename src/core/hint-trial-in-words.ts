import type { HintTrial } from './hint-trial.js';
import { lineChangeInWords } from './line-change-in-words.js';

/**
 * A hint's trial as a person is asked about it, in lines: what it is called, and below that, indented, what it does and the
 * lines of the file that change. `clean` takes out what a terminal must not get.
 */
export function hintTrialInWords(
  { id, title, instruction, changes }: HintTrial,
  clean: (text: string) => string,
): readonly [string, ...string[]] {
  const lines = [instruction, ...changes.flatMap((change) => lineChangeInWords(change).split('\n'))];
  return [clean(`${id}: ${title}`), ...lines.map((line) => `    ${clean(line)}`)];
}
