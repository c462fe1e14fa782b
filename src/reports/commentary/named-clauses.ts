import type { TrialReport } from '../../core/report.js';
import type { NamedSentence } from './named-trials.js';

/** A part of a sentence, and the trials it speaks of. */
export interface NamedClause {
  readonly text: string;
  readonly trials: readonly TrialReport[];
}

/** So short a part is an item of a list, or says what the rest of the sentence is about. */
const MOST_WORDS_OF_AN_ITEM = 3;
/** What follows is what the sentence does not speak of. */
const SET_ASIDE = /^(?:unlike|in contrast to|except|besides|apart from|other than|compared|beyond|not)\b/iu;

/** The parts of a sentence; one that names no trial speaks of those before it, lists are of all their items. */
export function namedClauses(
  sentence: string,
  find: (text: string) => NamedSentence,
  trials: readonly TrialReport[],
): NamedClause[] {
  let last: readonly string[] = [];
  let list: readonly string[] = [];
  return partsOf(sentence).map((text) => {
    const { trialIds, masked } = find(text);
    const ids = [...list, ...trialIds];
    if (SET_ASIDE.test(text.trim())) list = [];
    else if (wordCount(masked) <= MOST_WORDS_OF_AN_ITEM) list = ids;
    else {
      list = [];
      if (ids.length > 0) last = ids;
    }
    return { text, trials: trials.filter(({ id }) => (list.length > 0 ? list : last).includes(id)) };
  });
}

function partsOf(sentence: string): string[] {
  const parts = sentence.split(/[,;:–—]\s|\s(?=(?:while|whereas|but|although|though|however)\b)/iu);
  return parts.filter((part) => part.trim() !== '');
}

function wordCount(masked: string): number {
  return masked.match(/\p{L}+/gu)?.length ?? 0;
}
