import type { HintTrial } from './hint-trial.js';
import { lineChangeInWords } from './line-change-in-words.js';

/**
 * A hint's trial as a person is asked about it, in lines: what it is called, what it does, and the lines of the file that
 * change. All but the first belong to it and are to be indented.
 */
export function hintTrialInWords({ id, title, instruction, changes }: HintTrial): readonly [string, ...string[]] {
  return [`${id}: ${title}`, instruction, ...changes.flatMap((change) => lineChangeInWords(change).split('\n'))];
}
