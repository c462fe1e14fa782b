import type { Report, TrialReport } from '../../core/report.js';
import { BASELINE_ID } from '../../core/trial.js';
import { formatPercent } from '../formats/format-number.js';
import { rowName } from '../formats/row-name.js';
import { rowNotes } from '../formats/row-note.js';
import type { DrawnCurve } from './drawn-curves.js';
import { rowsByEffect, shownInterval } from './effect-rows.js';
import type { FigureRow } from './figure-rows.js';
import { figureText } from './figure-text.js';
import { shownNoise } from './noise-layers.js';

/** Under the plot of effects: what Δ, dots, lines and band are. */
export function effectsCaption(report: Report, metric: string): string {
  const rows = rowsByEffect(report, metric).filter(({ measured }) => measured?.effect !== undefined);
  return joined([
    `Trial minus baseline in ${figureText(metric)}${isOneSeed(report) ? ' at one seed' : `, paired by seed: mean and, as small dots, each of ${seedsOf(report)}`}. What costs most comes first.`,
    ...intervalNote(report, metric, rows),
    ...noiseNote(report, metric),
    ...selectionNote(report),
    ...fewerNote(
      rows.map(({ trial, measured }) => [rowName(trial, 'label'), measured?.effect?.pairs ?? 0]),
      report,
    ),
    ...signNotes(report, metric),
  ]);
}

/** Under the plot of the metric itself. */
export function metricCaption(report: Report, metric: string, rows: readonly FigureRow[]): string {
  return joined([
    `${figureText(metric)} of each trial${isOneSeed(report) ? ' at one seed' : `: mean, with its standard deviation, and, as small dots, each of ${seedsOf(report)}`}.`,
    'Dashed line: the baseline.',
    ...selectionNote(report),
    ...fewerNote(
      rows.flatMap(({ trial, measured }) => (measured?.summary ? [[rowName(trial, 'label'), measured.summary.n]] : [])),
      report,
    ),
    ...signNotes(report, metric),
  ]);
}

/** Under the plots of learning curves. */
export function curvesCaption(report: Report, metric: string, drawn: readonly DrawnCurve[]): string {
  const without = report.trials.filter(({ id }) => !drawn.some(({ row }) => row.trial.id === id) && id !== BASELINE_ID);
  const steps = Math.max(...drawn.map(({ curve }) => curve.steps));
  const isThinned = drawn.some(({ curve }) => curve.steps > curve.points.length);
  const isCounted = drawn.some(({ curve }) => curve.axis === 'value-number');
  return joined([
    `${figureText(metric)} step by step, each trial in front of the baseline (dashed): mean and, as a band, mean ± standard deviation over the completed runs of ${seedsOf(report)}.`,
    ...(isThinned ? [`Not all of the up to ${steps} steps are drawn.`] : []),
    ...(isCounted ? ['Where the script gave no steps, its values are counted.'] : []),
    ...(without.length === 0 ? [] : [`No curve: ${namesOf(without)}.`]),
    ...signNotes(report, metric),
  ]);
}

/** Under the plot of effects against sizes. */
export function sizeCaption(report: Report, metric: string, drawn: readonly FigureRow[]): string {
  const without = report.trials.filter(({ id }) => id !== BASELINE_ID && !drawn.some(({ trial }) => trial.id === id));
  return joined([
    `Trial minus baseline in ${figureText(metric)}, mean over ${seedsOf(report)}, against trial minus baseline in trained parameters.`,
    ...(without.length === 0 ? [] : [`Not both known: ${namesOf(without)}.`]),
    ...selectionNote(report),
    ...signNotes(report, metric),
  ]);
}

/** Under the timeline. */
export function timelineCaption(hasFailures: boolean, pauses: number): string {
  return joined([
    'Each run from its beginning to its end; of runs that were repeated, the last attempt.',
    ...(hasFailures ? ['Full: completed. Hollow, with a cross: failed.'] : []),
    ...(pauses > 0 ? ['Dashed lines: pauses of the study, left out.'] : []),
  ]);
}

/** `5 seeds`, or `one seed`. */
function seedsOf(report: Report): string {
  return isOneSeed(report) ? 'one seed' : `${report.seeds.indices.length} seeds`;
}

function isOneSeed({ seeds: { indices } }: Report): boolean {
  return indices.length === 1;
}

/** What the signs after the names mean. */
function signNotes(report: Report, metric: string): string[] {
  return rowNotes(report, metric, 'label').map(({ sign, text }) => `${sign} ${figureText(text)}`);
}

function joined(sentences: readonly string[]): string {
  return sentences.join(' ');
}

function intervalNote({ primaryMetric, method }: Report, metric: string, rows: readonly FigureRow[]): string[] {
  if (rows.every(({ measured }) => measured?.effect === undefined || shownInterval(measured.effect) === undefined)) {
    return [];
  }
  const correction = primaryMetric?.name === metric ? 'Holm-adjusted' : 'not corrected for several comparisons';
  return [
    `Lines: ${formatPercent(1 - method.alpha)} intervals, ${correction}; an arrow says that one goes on beyond the axis.`,
  ];
}

function noiseNote(report: Report, metric: string): string[] {
  const noise = shownNoise(report, metric);
  if (noise === undefined) return [];
  return [`Grey band: the standard deviation of the baseline over ${noise.seeds} seeds, on both sides of zero.`];
}

function selectionNote({ primaryMetric }: Report): string[] {
  if (primaryMetric?.select.kind !== 'best') return [];
  return [`Values are those of the epoch where ${figureText(primaryMetric.select.by)} is best.`];
}

function fewerNote(counts: readonly (readonly [name: string, n: number])[], report: Report): string[] {
  const fewer = counts.filter(([, n]) => n < report.seeds.indices.length);
  return fewer.length === 0
    ? []
    : [`Fewer seeds: ${fewer.map(([name, n]) => `${figureText(name)} (${n})`).join(', ')}.`];
}

function namesOf(trials: readonly TrialReport[]): string {
  return trials.map((trial) => figureText(rowName(trial, 'label'))).join(', ');
}
