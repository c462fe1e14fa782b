import type { Report } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import { claimProblems } from './check-claims.js';
import { directionProblems } from './check-directions.js';
import { numberProblems } from './check-numbers.js';
import { groupProblems } from './claims-of-groups.js';
import { namedClauses } from './named-clauses.js';
import { nameFinder } from './named-trials.js';
import { reportFacts } from './report-facts.js';
import { passagesOf, sentencesOf, type Passage } from './sentences.js';
import { withoutHiddenCharacters } from './hidden-characters.js';

/** A sentence, and why it cannot stand; it stands where there is no reason. */
export interface CheckedSentence {
  readonly text: string;
  readonly problems: readonly string[];
}

/** Of a piece of Markdown, in an objection. */
const LONGEST_QUOTE = 40;

/** The sentences of each paragraph; of Markdown each piece. */
export type CheckedText = readonly (readonly CheckedSentence[])[];

/**
 * Checks texts on a report: looks for every number in it, and for claims that its findings do not make. Where a sentence names
 * trials, its numbers have to be theirs, the baseline’s or the study’s. What a text says of causes cannot be checked.
 */
export function commentaryChecker(report: Report): (text: string) => CheckedText {
  const check = sentenceChecker(report);
  return (text) => passagesOf(withoutHiddenCharacters(text)).map((passage) => checkedPassage(passage, check));
}

function checkedPassage({ kind, text }: Passage, check: (sentence: string) => string[]): CheckedSentence[] {
  switch (kind) {
    case 'plain':
      return sentencesOf(text).map((sentence) => ({ text: sentence, problems: check(sentence) }));
    case 'markdown':
      return [{ text, problems: [`“${text.slice(0, LONGEST_QUOTE)}” is no plain sentence`] }];
    default:
      return unreachable(kind);
  }
}

/** The sentences that cannot stand. */
export function refusedSentences(checked: CheckedText): CheckedSentence[] {
  return checked.flat().filter(({ problems }) => problems.length > 0);
}

/** What is left without them. */
export function keptParagraphs(checked: CheckedText): string[] {
  const kept = checked.map((sentences) => sentences.filter(({ problems }) => problems.length === 0));
  return kept
    .filter((sentences) => sentences.length > 0)
    .map((sentences) => sentences.map(({ text }) => text).join(' '));
}

function sentenceChecker(report: Report): (sentence: string) => string[] {
  const find = nameFinder(report);
  const facts = reportFacts(report);
  return (sentence) => {
    const text = withNarrowForms(sentence);
    const named = find(text);
    const numbers = numberProblems(named, facts, report);
    const claims = claimProblems(namedClauses(text, find, report.trials), report);
    const directions = directionProblems(text, named, report);
    return [...new Set([...numbers, ...claims, ...directions, ...groupProblems(named, report)])];
  };
}

/** As long as the sentence, with `９％` as `9%`. */
function withNarrowForms(sentence: string): string {
  return sentence.replaceAll(/[\uff01-\uff5e]/gu, (wide) => String.fromCodePoint(wide.charCodeAt(0) - 0xfee0));
}
