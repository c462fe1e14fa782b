import type { Commentary } from '../../core/commentary.js';
import { countInWords } from '../analysis/number-in-words.js';
import { printable } from '../formats/printable.js';

/** What stands above a model’s text wherever it is shown: who wrote it, and what of it was checked. */
export function commentaryLabel({ modelId, droppedSentences }: Commentary): string {
  const dropped =
    droppedSentences === 0
      ? ''
      : ` ${countInWords(droppedSentences, 'sentence')} that did not agree with the report ${droppedSentences === 1 ? 'was' : 'were'} left out.`;
  return `Written by ${printable(modelId)}; its numbers were checked against the report, its explanations were not.${dropped}`;
}
