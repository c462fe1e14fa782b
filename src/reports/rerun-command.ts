import type { Report } from '../core/report.js';
import { quoteCommandLine } from '../core/quote-command-line.js';

/** Of the typed words, those that say how to print, not what to run. */
const OF_PRINTING = new Set(['-q', '--quiet', '--json']);

/**
 * The command that gives this report in a fresh folder: what was typed, and what was decided since, in earlier starts
 * or by `report`: accepted trials and the metric.
 */
export function rerunCommand({ study, trials, primaryMetric }: Report): string {
  const dashes = study.typedWords.indexOf('--');
  const own = dashes === -1 ? study.typedWords : study.typedWords.slice(0, dashes);
  const ofScript = dashes === -1 ? [] : study.typedWords.slice(dashes);
  const accepted = trials.filter(({ id, verdict }) => verdict?.acceptedByPerson === true && !own.includes(id));
  const isMetricSaid = own.some((word) => /^--metric\b/.test(word));
  const metric = primaryMetric?.origin === 'user' && !isMetricSaid ? ['--metric', primaryMetric.name] : [];
  return quoteCommandLine([
    'ablationmage',
    ...own.filter((word) => !OF_PRINTING.has(word)),
    ...accepted.flatMap(({ id }) => ['--accept', id]),
    ...metric,
    ...ofScript,
  ]);
}
