import type { HintTrial } from './hint-trial.js';
import { lineChangeInWords } from './line-change-in-words.js';

/** A hint's trial as a person is asked about it: what it is called, what it does, and the lines that change. */
export function hintTrialInWords({ id, title, instruction, changes }: HintTrial): string {
  const lines = changes.flatMap((change) => lineChangeInWords(change).split('\n'));
  return [`${id}: ${title}`, `    ${instruction}`, ...lines.map((line) => `    ${line}`)].join('\n');
}
