import type { Report } from '../../core/report.js';
import { claimProblems } from './check-claims.js';
import { isFact, isFactOfAnotherKind, quantityInWords, type FactNumber } from './fact-number.js';
import { namedClauses } from './named-clauses.js';
import { nameFinder, type NamedSentence } from './named-trials.js';
import { reportFacts } from './report-facts.js';
import { paragraphsOf, sentencesOf } from './sentences.js';
import { writtenNumbers } from './written-numbers.js';

/** A sentence, and why it cannot stand; it stands where there is no reason. */
export interface CheckedSentence {
  readonly text: string;
  readonly problems: readonly string[];
}

/** The sentences of each paragraph. */
export type CheckedText = readonly (readonly CheckedSentence[])[];

/**
 * Checks texts on a report: looks for every number in it, and for claims that its findings do not make. Where a sentence names
 * trials, its numbers have to be theirs, the baseline’s or the study’s. What a text says of causes cannot be checked.
 */
export function commentaryChecker(report: Report): (text: string) => CheckedText {
  const check = sentenceChecker(report);
  return (text) =>
    paragraphsOf(text).map((paragraph) =>
      sentencesOf(paragraph).map((sentence) => ({ text: sentence, problems: check(sentence) })),
    );
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
    const named = find(sentence);
    const numbers = numberProblems(named, facts);
    const claims = claimProblems(namedClauses(sentence, find, report.trials), report);
    return [...new Set([...numbers, ...claims])];
  };
}

function numberProblems({ trialIds, masked }: NamedSentence, facts: readonly FactNumber[]): string[] {
  const isAllowed = ({ trialId }: FactNumber) =>
    trialIds.length === 0 || trialId === undefined || trialIds.includes(trialId);
  const allowed = facts.filter(isAllowed);
  return writtenNumbers(masked)
    .filter((written) => !allowed.some((fact) => isFact(written, fact)))
    .map((written) => {
      if (written.form === 'derived') return `“${written.text}” is an amount that the report does not give`;
      if (facts.some((fact) => isFact(written, fact))) {
        return `“${written.text}” is in the report, but not of ${trialIds.join(' or ')}`;
      }
      const other = allowed.find((fact) => isFactOfAnotherKind(written, fact));
      return other === undefined
        ? `“${written.text}” is not in the report`
        : `“${written.text}” is in the report as ${quantityInWords(other.quantity)}, which the sentence does not say`;
    });
}
