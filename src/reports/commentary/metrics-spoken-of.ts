import type { Report } from '../../core/report.js';

/** What a sentence may call a metric of such a name. */
const SPOKEN: readonly { readonly name: RegExp; readonly words: string }[] = [
  { name: /acc/iu, words: 'accuracy' },
  { name: /loss/iu, words: 'loss' },
  { name: /err/iu, words: 'error' },
  { name: /f1/iu, words: 'F1' },
];
const BEFORE =
  "(?:(?:the|its|their|mean|average|final|test|validation|val|train|training|overall|model|model[’']s|in|of) )*";

/** The metrics that the words directly behind a place speak of: `the test accuracy ...`. */
export function metricsAtStart(text: string, report: Report): string[] {
  return matching(report, (words) => new RegExp(`^\\s${BEFORE}${words}(?![\\p{L}\\p{N}_])`, 'iu').test(text));
}

/** The metrics that the words directly before a place speak of: `... accuracy clearly`. */
export function metricsAtEnd(text: string, report: Report): string[] {
  return matching(report, (words) =>
    new RegExp(
      `(?<![\\p{L}\\p{N}_])${words}(?: (?:also|then|only|clearly|slightly|significantly|score|is|was))*\\s$`,
      'iu',
    ).test(text),
  );
}

function matching({ trials }: Report, isSpokenOf: (words: string) => boolean): string[] {
  const names = [...new Set(trials.flatMap(({ metrics }) => metrics.map(({ metric }) => metric)))];
  const exact = names.filter((name) => isSpokenOf(pattern(name)));
  if (exact.length > 0) return exact;
  return names.filter((metric) => SPOKEN.some(({ name, words }) => name.test(metric) && isSpokenOf(words)));
}

function pattern(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(/(?<=\w)[_ -](?=\w)/g, '[_ -]');
}
