import { isFact, type FactNumber } from './fact-number.js';
import type { NamedSentence } from './named-trials.js';
import type { WrittenNumber } from './written-numbers.js';

const RESPECTIVELY = /\brespectively\b/iu;
/** A number that is said of all: `over 5 seeds`, `95 % intervals`. */
const OF_ALL = /^\s?(?:seeds?|runs?|(?:% )?(?:confidence )?intervals?|CIs?)\b/iu;

/** Where numbers are said of trials respectively: in order, each has to be that of its trial. */
export function respectivelyProblems(
  { masked, mentions }: NamedSentence,
  numbers: readonly WrittenNumber[],
  facts: readonly FactNumber[],
): string[] {
  if (!RESPECTIVELY.test(masked)) return [];
  const named = [...new Set(mentions.map(({ trialIds }) => trialIds.join(' or ')))];
  const own = numbers.filter(({ following }) => !OF_ALL.test(following));
  if (own.length === 0) return [];
  if (own.length !== named.length || own.length < 2) {
    return ['“respectively”: as many numbers as trials have to be named, so that it is clear which is whose'];
  }
  return own.flatMap((written, index) => {
    const trialIds = named[index]?.split(' or ') ?? [];
    const isTheirs = facts.some((fact) => trialIds.includes(fact.trialId ?? '') && isFact(written, fact));
    return isTheirs
      ? []
      : [`“${written.text}” is, by “respectively”, said of ${trialIds.join(' or ')}, whose it is not`];
  });
}
