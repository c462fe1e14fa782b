import type { Inference } from '../../core/effect.js';
import type { Report, TrialReport } from '../../core/report.js';
import { NOTHING_SEEN_DIFFERS, STRUCTURE_NOT_CHECKED } from '../../core/verdict.js';
import { countInWords } from '../analysis/number-in-words.js';
import { confoundColumns, confoundHeading, type ConfoundColumn } from './format-confounds.js';
import { formatPercent } from './format-number.js';
import { printable } from './printable.js';
import { verdictCounts } from '../verdict-counts.js';

/** What the numbers of the table are, in the sentences a caption needs. */
export function notesOnNumbers(report: Report): string[] {
  if (report.primaryMetric === undefined) return [];
  return [...valueNote(report), ...selectionNote(report), ...inferenceNote(report)];
}

/** As `notesOnNumbers`, for where there is little room. */
export function shortNoteOnNumbers(report: Report): string[] {
  const seeds = report.seeds.indices.length;
  if (seeds < 2) return [...valueNote(report), ...selectionNote(report)];
  const tested = testedTrials(report);
  return [
    `Mean ± SD over ${seeds} seeds; Δ: trial minus baseline, paired by seed.`,
    ...selectionNote(report),
    ...(tested === 0
      ? []
      : [`Paired t-test at ${report.method.alpha}, Holm-adjusted over ${countInWords(tested, 'trial')}.`]),
  ];
}

/** How many trials have a p-value, and so take part in Holm's adjustment. */
export function testedTrials(report: Report): number {
  return primaryInferences(report).filter(isTested).length;
}

/** How the variants of the table came off when they were checked, and how many rest on the sources alone. */
export function checkNote({ trials }: Report): string[] {
  const counts = verdictCounts(trials);
  if (counts === undefined) return [];
  const unseen = count(trials, STRUCTURE_NOT_CHECKED);
  const equal = count(trials, NOTHING_SEEN_DIFFERS);
  const rest = [
    ...(unseen === 0 ? [] : [`${STRUCTURE_NOT_CHECKED} for ${unseen} of them`]),
    ...(equal === 0
      ? []
      : [`the first steps of ${equal} showed no difference, so that the source alone speaks for them`]),
  ];
  return [`${[`Variants checked against the baseline: ${counts}`, ...rest].join('; ')}.`];
}

function count(trials: readonly TrialReport[], note: string): number {
  return trials.filter(({ verdict }) => verdict?.notes.some(({ message }) => message.startsWith(note)) === true).length;
}

/** The states of an effect that have a p-value, and so a place in Holm's adjustment. */
export function isTested(
  inference: Inference,
): inference is Extract<Inference, { kind: 'paired-t' | 'constant-difference' }> {
  return inference.kind === 'paired-t' || inference.kind === 'constant-difference';
}

function valueNote(report: Report): string[] {
  const seeds = report.seeds.indices.length;
  if (seeds < 2) return ['One seed: no spread, no test. Δ: trial minus baseline.'];
  return [`Mean ± standard deviation over ${seeds} seeds. Δ: trial minus baseline, paired by seed.`];
}

/** Which of a run's values stands in the table, where it is not the last one. */
export function selectionNote(report: Report): string[] {
  const select = report.primaryMetric?.select;
  if (select?.kind !== 'best') return [];
  return [`Values are those of the epoch where ${printable(select.by)} is best.`];
}

function inferenceNote(report: Report): string[] {
  const tests = primaryInferences(report).filter(isTested);
  if (tests.length === 0) return [];
  const level = formatPercent(1 - report.method.alpha);
  const trials = tests.length === 1 ? '1 tested trial' : `${tests.length} tested trials`;
  const constant = tests.some(({ kind }) => kind === 'constant-difference')
    ? ['Where the difference is the same at every seed, p is that of the exact sign-flip test.']
    : [];
  return [
    `Paired t-test, Holm-adjusted over the ${trials}; the ${level} intervals are widened to match: they exclude 0 just where p < ${report.method.alpha}.`,
    ...constant,
  ];
}

/** What the columns of size and speed are, for a table that has them. */
export function confoundNote(report: Report): string[] {
  const columns = confoundColumns(report);
  if (columns.length === 0) return [];
  const each = columns.map((column) => `${confoundHeading(column)}: ${CONFOUNDS[column]}`);
  return [`${each.join('; ')}; the baseline's own in parentheses.`];
}

const CONFOUNDS: Readonly<Record<ConfoundColumn, string>> = {
  parameters: 'trained parameters, trial minus baseline',
  'step-time':
    'time per optimizer step against the baseline at the same seeds (≈: their times overlap; a hint, no benchmark)',
};

function primaryInferences(report: Report): Inference[] {
  return report.trials.flatMap(({ metrics }) =>
    metrics.flatMap((metric) => (metric.role === 'primary' && metric.effect ? [metric.effect.inference] : [])),
  );
}
