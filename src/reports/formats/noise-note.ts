import type { Effect } from '../../core/effect.js';
import type { NoiseFloor, Report } from '../../core/report.js';
import { hasNoSpread } from '../../statistics/spread.js';
import { missingRunsInWords } from './failure-summary.js';
import { decimalsOfSpread, formatNumber, formatPercent } from './format-number.js';
import { printable } from './printable.js';
import { effectCells } from './trial-row.js';

/** What the seed alone does: the baseline's own spread, and the baseline against itself where that was run. */
export function noiseNotes(report: Report): string[] {
  const { noiseFloor, primaryMetric } = report;
  return [
    ...(noiseFloor === undefined ? [] : [floorNote(noiseFloor)]),
    ...(primaryMetric === undefined ? [] : secondBaselineNote(report, primaryMetric.name)),
  ];
}

function floorNote({ metric, seeds, standardDeviation, low, high }: NoiseFloor): string {
  if (hasNoSpread([low, high])) {
    return `Noise floor: none, the baseline gives the same ${printable(metric)} at all ${seeds} seeds.`;
  }
  const decimals = decimalsOfSpread(standardDeviation);
  const [deviation, from, to] = [standardDeviation, low, high].map((value) => formatNumber(value, decimals));
  return `Noise floor: over ${seeds} seeds the baseline alone spreads from ${from ?? ''} to ${to ?? ''} (SD ${deviation ?? ''}).`;
}

function secondBaselineNote(report: Report, metric: string): string[] {
  const { secondBaseline } = report;
  if (secondBaseline === undefined) return [];
  const effect = secondBaseline.metrics.find((candidate) => candidate.metric === metric)?.effect;
  const missing = missingRunsInWords(report, secondBaseline, metric);
  const comparison = effect === undefined ? 'no comparison yet' : comparisonInWords(report, metric, effect);
  return [
    `A/A, the baseline against itself at other seeds: ${comparison}${missing === undefined ? '' : ` (${missing})`}.`,
  ];
}

function comparisonInWords({ method: { alpha } }: Report, metric: string, effect: Effect): string {
  if (effect.pairs > 1 && effect.differences.every(({ difference }) => difference === 0)) {
    return `the same ${printable(metric)} at every seed, which has no effect on it`;
  }
  const { difference, interval, pValue, significance } = effectCells(effect, alpha, decimalsOf(effect));
  const range =
    interval === undefined ? '' : `, ${formatPercent(1 - alpha)} interval [${interval.low}, ${interval.high}]`;
  const alarm =
    significance === 'significant' && pValue !== undefined
      ? `; that this one would pass for an effect (p ${pValue.startsWith('<') ? pValue : `= ${pValue}`}) is chance, as in ` +
        `${formatPercent(alpha)} of such comparisons`
      : '';
  return `Δ = ${difference}${range}; differences of that size arise from the seed alone${alarm}`;
}

/** Where there is no spread to take them from: two significant digits. */
function decimalsOf({ meanDifference }: Effect): number {
  return meanDifference === 0 ? 0 : decimalsOfSpread(Math.abs(meanDifference));
}
