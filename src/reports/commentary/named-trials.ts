import type { Report, TrialReport } from '../../core/report.js';

/** A sentence with the names in it found and blotted out, so that a digit in a name is no number. */
export interface NamedSentence {
  readonly trialIds: readonly string[];
  /** As long as the sentence. */
  readonly masked: string;
}

interface Name {
  readonly pattern: RegExp;
  /** Whose it is; empty for names of metrics, packages and the script. */
  readonly trialIds: readonly string[];
}

/** Stands for each character of a name: neither letter nor digit. */
const BLOT = '¤';
/** A shorter name is also a word of the language. */
const SHORTEST_WORD = 3;

/** Finds the names of a report in a sentence: by id or label, with `_` also as a space or a hyphen, in any case. */
export function nameFinder(report: Report): (sentence: string) => NamedSentence {
  const names = namesOf(report).sort((a, b) => b.pattern.source.length - a.pattern.source.length);
  return (sentence) => {
    const trialIds = new Set<string>();
    let masked = sentence;
    for (const name of names) {
      masked = masked.replace(name.pattern, (found: string) => {
        for (const id of name.trialIds) trialIds.add(id);
        return BLOT.repeat(found.length);
      });
    }
    return { trialIds: [...trialIds], masked };
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
  // A name like `a` is meant only where it is set apart as code.
  const isWord = name.length >= SHORTEST_WORD || /\p{N}/u.test(name);
  return { pattern: new RegExp(isWord ? word : `(?<=[\`“"'])${escaped}(?=[\`”"'])`, 'giu'), trialIds };
}
