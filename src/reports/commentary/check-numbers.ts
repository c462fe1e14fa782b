import type { Report } from '../../core/report.js';
import { isFact, isFactOfAnotherKind, quantityInWords, type FactNumber } from './fact-number.js';
import type { NamedSentence } from './named-trials.js';
import { otherCountedNoun, placeOfNumber } from './number-place.js';
import { respectivelyProblems } from './respectively.js';
import { writtenNumbers, type WrittenNumber } from './written-numbers.js';

/** In such a sentence a p-value is compared with the level of significance. */
const COMPARES_P =
  /[<>≤≥α]|\b(?:alpha|levels?|thresholds?|cut-?off|criterion|conventional|below|under|above|over|exceeds?|reach(?:es)?|than)\b/iu;

/** The numbers of a sentence that the report does not have, or not of those it names, or not as what they are said to be. */
export function numberProblems(named: NamedSentence, facts: readonly FactNumber[], report: Report): string[] {
  const { trialIds, masked } = named;
  const lossIsAMetric = report.candidateMetrics.some(({ name }) => /loss/iu.test(name));
  const isAllowed = ({ trialId }: FactNumber) =>
    trialIds.length === 0 || trialId === undefined || trialIds.includes(trialId);
  const ofNamed = facts.filter(isAllowed);
  const numbers = writtenNumbers(masked);
  const wrong = numbers.flatMap((written) => {
    const place = placeOfNumber(written, lossIsAMetric);
    const fits = (fact: FactNumber) => isFact(written, fact) && countsTheSame(written, fact);
    if (place === 'p-value' && !ofNamed.some((fact) => fits(fact) && mayBeP(fact, named, report))) {
      return [`“${written.text}” is no p-value in the report${ofWhom(trialIds)}`];
    }
    const found = ofNamed.filter(fits);
    if (
      place === 'change' &&
      found.length > 0 &&
      found.some(isValue) &&
      found.every((fact) => isValue(fact) || isSaid(fact))
    ) {
      return [`“${written.text}” is a value in the report, not a change by so much`];
    }
    return found.length > 0 ? [] : [whyNot(written, trialIds, ofNamed, facts)];
  });
  return [...wrong, ...respectivelyProblems(named, numbers, facts)];
}

function whyNot(
  written: WrittenNumber,
  trialIds: readonly string[],
  ofNamed: readonly FactNumber[],
  facts: readonly FactNumber[],
): string {
  if (written.form === 'derived') return `“${written.text}” is an amount that the report does not give`;
  const noun = otherCountedNoun(written);
  if (noun !== undefined && ofNamed.some((fact) => isFact(written, fact))) {
    return `“${written.text}” is in the report, but not as a number of ${noun}`;
  }
  if (facts.some((fact) => isFact(written, fact))) {
    return `“${written.text}” is in the report, but not${ofWhom(trialIds)}`;
  }
  const other = ofNamed.find((fact) => isFactOfAnotherKind(written, fact));
  return other === undefined
    ? `“${written.text}” is not in the report`
    : `“${written.text}” is in the report as ${quantityInWords(other.quantity)}, which the sentence does not say`;
}

/** 5 seeds are no 5 datasets. */
function countsTheSame(written: WrittenNumber, { quantity }: FactNumber): boolean {
  const noun = otherCountedNoun(written);
  if (noun === undefined) return true;
  if (quantity.kind === 'said') return quantity.beside.some((word) => noun.startsWith(word.replace(/s$/u, '')));
  return quantity.kind !== 'seeds';
}

/** Of a named trial only its own p-values count, unless the sentence compares them with alpha, which the report may say too. */
function mayBeP({ quantity, value }: FactNumber, { trialIds, masked }: NamedSentence, { method }: Report): boolean {
  const isAlpha = quantity.kind === 'alpha' || (quantity.kind === 'said' && value === method.alpha);
  if (isAlpha) return trialIds.length === 0 || COMPARES_P.test(masked);
  return quantity.kind === 'p-value' || quantity.kind === 'said';
}

function isValue({ quantity }: FactNumber): boolean {
  return quantity.kind === 'measured' && quantity.role === 'value';
}

function isSaid({ quantity }: FactNumber): boolean {
  return quantity.kind === 'said';
}

function ofWhom(trialIds: readonly string[]): string {
  return trialIds.length === 0 ? '' : ` of ${trialIds.join(' or ')}`;
}
