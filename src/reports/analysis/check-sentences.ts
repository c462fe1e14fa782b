import type { TrialReport } from '../../core/report.js';
import type { Verdict } from '../../core/verdict.js';
import { verdictCounts } from '../verdict-counts.js';
import { countInWords } from './number-in-words.js';

/** How it was checked that each variant removes what was marked and nothing else, for the methods paragraph. */
export function checkSentences(trials: readonly TrialReport[]): readonly string[] {
  const variants = trials.filter(({ change }) => change !== 'none');
  const counts = verdictCounts(trials);
  if (counts === undefined) return [];
  return [
    'Each variant was checked against the baseline: its source by a static comparison before it ran, and what it does by ' +
      `its first steps, in a run of their own or in its first run. Of ${countInWords(variants.length, 'variant')}: ${counts}.`,
    ...refusedSentence(variants),
    ...acceptedSentence(variants.flatMap(({ verdict }) => verdict ?? [])),
  ];
}

function refusedSentence(variants: readonly TrialReport[]): readonly string[] {
  const refused = variants.filter(({ finding }) => finding?.kind === 'rejected').length;
  return refused === 0
    ? []
    : [
        `${countInWords(refused, 'variant')} that did not pass ${refused === 1 ? 'was' : 'were'} not run, or stopped, and ${refused === 1 ? 'enters' : 'enter'} no number.`,
      ];
}

function acceptedSentence(verdicts: readonly Verdict[]): readonly string[] {
  const accepted = verdicts.filter(
    ({ acceptedByPerson, kind }) => acceptedByPerson === true && kind !== 'faithful',
  ).length;
  return accepted === 0
    ? []
    : [`${countInWords(accepted, 'variant')} ran because a person accepted ${accepted === 1 ? 'it' : 'them'}.`];
}
