import type { TrialReport } from '../../core/report.js';
import type { Verdict, VerdictKind } from '../../core/verdict.js';
import { countInWords } from './number-in-words.js';

const KINDS: readonly VerdictKind[] = ['faithful', 'suspicious', 'rejected', 'unchecked'];

/** How it was checked that each variant removes what was marked and nothing else, for the methods paragraph. */
export function checkSentences(trials: readonly TrialReport[]): readonly string[] {
  const variants = trials.filter(({ change }) => change !== 'none');
  const verdicts = variants.flatMap(({ verdict }) => verdict ?? []);
  if (verdicts.length === 0) return [];
  const counts = KINDS.flatMap((kind) => {
    const count = verdicts.filter((verdict) => verdict.kind === kind).length;
    return count === 0 ? [] : [`${count} ${kind}`];
  });
  const without = variants.length - verdicts.length;
  const all = [...counts, ...(without === 0 ? [] : [`${without} not checked yet`])].join(', ');
  return [
    'Each variant was checked against the baseline: its source by a static comparison before it ran, and what it does by ' +
      `its first steps, in a run of their own or in its first run. Of ${countInWords(variants.length, 'variant')}: ${all}.`,
    ...refusedSentence(variants),
    ...acceptedSentence(verdicts),
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
