import type { Finding } from '../../core/finding.js';
import type { Report } from '../../core/report.js';
import { countInWords } from '../analysis/number-in-words.js';
import { whyWithoutMetric } from '../formats/failure-summary.js';
import { printable } from '../formats/printable.js';
import { rowNotes } from '../formats/row-note.js';
import { selectionNote, testedTrials } from '../formats/table-note.js';
import { primaryRows, type TrialRow, type ValueCell } from '../formats/trial-row.js';
import { findingSentence } from './finding-sentence.js';

/** In which order the findings are told. */
const ORDER: readonly Finding['kind'][] = [
  'hurts',
  'helps',
  'equivalent',
  'exact-difference',
  'no-detectable-effect',
  'inconclusive',
  'single-run',
  'no-effect-at-all',
  'failed',
  'rejected',
  'not-run',
];

/**
 * The findings in sentences, grouped by what they mean, each with the numbers of the table: first what was found, then
 * what it rests on. No model takes part.
 */
export function summaryParagraphs(report: Report): string[] {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return [withoutNumbers(report)];
  const rows = primaryRows(report, metric);
  const findings = ORDER.flatMap((kind) => {
    const found = rows.filter(({ trial }) => trial.finding?.kind === kind);
    return found.length === 0 ? [] : [findingSentence(report, kind, inOrder(kind, found))];
  });
  const basis = [...selectionNote(report), ...tests(report), ...reservations(report, metric), ...withoutTrial(report)];
  return [[baseline(report, metric, rows), ...findings].join(' '), basis.join(' ')].filter((text) => text !== '');
}

function withoutNumbers(report: Report): string {
  const each = report.trials.map((trial) => `${printable(trial.label)}: ${whyWithoutMetric(report, trial)}`);
  return `No run of ${printable(report.study.script)} gave a number: ${each.join('; ')}.`;
}

function baseline(report: Report, metric: string, rows: readonly TrialRow[]): string {
  const row = rows.find(({ trial }) => trial.change === 'none');
  const seeds = report.seeds.indices.length;
  const number =
    row?.value === undefined ? `no ${printable(metric)}` : `${printable(metric)} ${meanInWords(row.value)}`;
  const facts = [
    ...(row?.value?.standardDeviation === undefined ? [] : ['mean ± standard deviation']),
    better(report),
    ...(row?.missing === undefined ? [] : [row.missing]),
  ];
  const once = seeds === 1 ? 'With one seed' : `Over ${seeds} seeds`;
  return `${once} the baseline of ${printable(report.study.script)} gives ${number} (${facts.join('; ')}).${guess(report, metric)}`;
}

function meanInWords({ mean, standardDeviation }: ValueCell): string {
  return standardDeviation === undefined ? mean : `${mean} ± ${standardDeviation}`;
}

function better({ primaryMetric }: Report): string {
  const assumed = primaryMetric?.directionOrigin === 'assumed' ? ', which is assumed' : '';
  return `${primaryMetric?.direction === 'lower-is-better' ? 'lower' : 'higher'} is better${assumed}`;
}

function guess({ primaryMetric }: Report, metric: string): string {
  return primaryMetric?.origin === 'guess' ? ` That ${printable(metric)} is the metric that is meant is a guess.` : '';
}

/** The size of an effect counts where there is one. */
function inOrder(kind: Finding['kind'], rows: readonly TrialRow[]): readonly TrialRow[] {
  if (kind !== 'hurts' && kind !== 'helps') return rows;
  return rows.toSorted((a, b) => sizeOf(b) - sizeOf(a));
}

function sizeOf({ trial }: TrialRow): number {
  return Math.abs(trial.metrics.find(({ role }) => role === 'primary')?.effect?.meanDifference ?? 0);
}

function tests(report: Report): string[] {
  const tested = testedTrials(report);
  if (tested === 0) return [];
  const isAnyConstant = report.trials.some(({ metrics }) =>
    metrics.some(({ role, effect }) => role === 'primary' && effect?.inference.kind === 'constant-difference'),
  );
  const constant = isAnyConstant ? ' (of the exact sign-flip test where the difference is the same at every seed)' : '';
  return [
    `Δ is trial minus baseline, paired by seed; p-values are of paired t-tests${constant}, and they and the intervals are Holm-adjusted over ${countInWords(tested, 'tested trial')}.`,
  ];
}

function reservations(report: Report, metric: string): string[] {
  const notes = rowNotes(report, metric, 'label').map(({ text }) => text);
  return notes.length === 0 ? [] : [`With reservations: ${notes.join(' ')}`];
}

function withoutTrial({ skipped }: Report): string[] {
  if (skipped.length === 0) return [];
  const each = skipped.map(({ id, reason }) => `${printable(id)} (${printable(reason)})`);
  return [`Without a trial: ${each.join('; ')}.`];
}
