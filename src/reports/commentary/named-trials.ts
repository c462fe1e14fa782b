import type { Report, TrialReport } from '../../core/report.js';

/** A sentence with the names in it found and blotted out, so that a digit in a name is no number. */
export interface NamedSentence {
  readonly trialIds: readonly string[];
  /** As long as the sentence. */
  readonly masked: string;
  /** Where trials are named, in order. */
  readonly mentions: readonly Mention[];
}

/** A place in a sentence where trials are named. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly trialIds: readonly string[];
}

interface Name {
  readonly pattern: RegExp;
  /** Whose it is; empty for names of metrics, packages and the script. */
  readonly trialIds: readonly string[];
}

/** Stands for each character of a name: neither letter nor digit. */
export const BLOT = '¤';
/** A shorter name is written as it is, small and large letters too. */
const SHORTEST_IN_ANY_CASE = 3;
/** Short names that a sentence has anyway, as words of the language or of statistics: meant only where they are set apart as code. */
const SHORT_WORDS = new Set(
  'a i an as at be by do go he if in is it me my no of on or so to up us we p n d s t ms sd ci vs'.split(' '),
);

/** Finds the names of a report in a sentence: by id or label, with `_` also as a space or a hyphen, in any case. */
export function nameFinder(report: Report): (sentence: string) => NamedSentence {
  const names = namesOf(report).sort((a, b) => b.pattern.source.length - a.pattern.source.length);
  return (sentence) => {
    const mentions: Mention[] = [];
    let masked = sentence;
    for (const { pattern, trialIds } of names) {
      masked = masked.replace(pattern, (found: string, start: number) => {
        if (trialIds.length > 0) mentions.push({ start, end: start + found.length, trialIds });
        return BLOT.repeat(found.length);
      });
    }
    const trialIds = [...new Set(mentions.flatMap((mention) => mention.trialIds))];
    return { trialIds, masked, mentions: mentions.sort((a, b) => a.start - b.start) };
  };
}

function namesOf(report: Report): Name[] {
  const trials = report.trials.filter(({ change }) => change !== 'none');
  const ids = new Set(trials.map(({ id }) => id));
  const { script, environment, toolVersion } = report.study;
  const things = [
    ...report.candidateMetrics.map(({ name }) => name),
    ...trials.flatMap(({ componentIds }) => componentIds.filter((id) => !ids.has(id))),
    script,
    ...[toolVersion, environment.pythonVersion, ...Object.values(environment.packages)].filter(isVersion),
  ];
  return [
    ...trials.flatMap((trial) => [trial.id, ...labelsOf(trial)].map((name) => nameOf(name, [trial.id]))),
    ...[...new Set(things)].filter((name) => name !== '').map((name) => nameOf(name, [])),
  ];
}

/** With one point it could be a number. */
function isVersion(text: string): boolean {
  return /\.[^.]*\./.test(text);
}

/** `− conv2` is written as `conv2`; `bn → nn.Identity()` whole. */
function labelsOf({ label }: TrialReport): string[] {
  return [label.replace(/^− /u, '')].filter((name) => name !== '');
}

function nameOf(name: string, trialIds: readonly string[]): Name {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(/(?<=\w)[_ -](?=\w)/g, '[_ -]');
  const word = `(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`;
  if (SHORT_WORDS.has(name.toLowerCase())) {
    return { pattern: new RegExp(`(?<=[\`“"'])${escaped}(?=[\`”"'])`, 'giu'), trialIds };
  }
  const isInAnyCase = name.length >= SHORTEST_IN_ANY_CASE || /\p{N}/u.test(name);
  // What stands behind an apostrophe is the end of a word: `don’t`.
  return { pattern: isInAnyCase ? new RegExp(word, 'giu') : new RegExp(`(?<![’'])${word}`, 'gu'), trialIds };
}
