import type { Effect, Summary } from '../../core/effect.js';
import type { MetricDirection } from '../../core/metric.js';
import type { Report, TrialReport } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import { missingNumbersInWords, missingRunsInWords } from './failure-summary.js';
import {
  decimalsOfSpread,
  decimalsWithoutSpread,
  formatDifference,
  formatBounds,
  formatNumber,
  formatPValue,
} from './format-number.js';
import { printable } from './printable.js';
import { MEANING_SIGN, verdictSign, type VerdictSign } from './row-note.js';

/** One trial on one metric as the text every table prints, before its own escaping and layout. */
export interface TrialRow {
  readonly trial: TrialReport;
  readonly label: string;
  /** What stands after the label where the variant is not known to be faithful; the notes say why. */
  readonly sign?: VerdictSign;
  /** Absent where no run gave a number: `missing` or the finding says why. */
  readonly value?: ValueCell;
  /** Absent for the baseline and where there is no pair of runs. */
  readonly effect?: EffectCells;
  /** What the effect means. */
  readonly finding?: string;
  /** The runs that are not behind the numbers, by name. */
  readonly missing?: string;
}

export interface ValueCell {
  readonly mean: string;
  readonly standardDeviation?: string;
  readonly n: number;
  /** The metric may be another quantity in this row; the notes say why. */
  readonly sign?: typeof MEANING_SIGN;
}

export interface EffectCells {
  readonly difference: string;
  /** The interval that matches the p shown beside it. */
  readonly interval?: { readonly low: string; readonly high: string };
  readonly pValue?: string;
  readonly significance: 'significant' | 'not-significant' | 'not-tested';
}

/** The rows of the primary metric's table, in the order of the report, with what they mean. */
export function primaryRows(report: Report, metric: string): TrialRow[] {
  return numberRows(report, metric).map((row) => {
    const missing = missingRunsInWords(report, row.trial, metric);
    return {
      ...row,
      ...(row.trial.finding && { finding: printable(row.trial.finding.inWords) }),
      ...(missing !== undefined && { missing }),
    };
  });
}

/** The rows of an exploratory metric: numbers without a finding. What ended without any number is in the primary table. */
export function exploratoryRows(report: Report, metric: string): TrialRow[] {
  return numberRows(report, metric).flatMap((row) => {
    if (row.trial.metrics.every(({ summary }) => summary === undefined)) return [];
    const missing = missingNumbersInWords(report, row.trial, metric);
    return [missing === undefined ? row : { ...row, missing }];
  });
}

/** `accuracy ↑`: the name, and which way is better. */
export function metricHeading(report: Report, metric: string): string {
  const arrow = directionArrow(report, metric);
  return arrow === undefined ? printable(metric) : `${printable(metric)} ${arrow}`;
}

/** Which way is better: `↑` or `↓`. */
export function directionArrow(report: Report, metric: string): '↑' | '↓' | undefined {
  const direction = metricDirection(report, metric);
  if (direction === undefined) return undefined;
  return direction === 'higher-is-better' ? '↑' : '↓';
}

/** Undefined for a metric that no run gave. */
export function metricDirection(report: Report, metric: string): MetricDirection | undefined {
  return report.primaryMetric?.name === metric
    ? report.primaryMetric.direction
    : report.candidateMetrics.find((candidate) => candidate.name === metric)?.direction;
}

/** `− conv2 †`: the label with its sign. */
export function signedLabel({ label, sign }: TrialRow): string {
  return sign === undefined ? label : `${label} ${sign}`;
}

/** The names of the exploratory metrics, in the order of the report. */
export function exploratoryMetrics(report: Report): string[] {
  const names = report.trials.flatMap((trial) =>
    trial.metrics.filter((metric) => metric.role === 'exploratory').map((metric) => metric.metric),
  );
  return [...new Set(names)];
}

/** A row for every trial of the report, with its numbers alone. */
export function numberRows(report: Report, metric: string): TrialRow[] {
  const shared = decimalsOfSpreadless(report, metric);
  return report.trials.map((trial) => {
    const found = trial.metrics.find((candidate) => candidate.metric === metric);
    const sign = verdictSign(trial);
    return {
      trial,
      label: printable(trial.label),
      ...(sign !== undefined && { sign }),
      ...(found?.summary && {
        value: { ...valueCell(found.summary, shared), ...(found.meaning !== undefined && { sign: MEANING_SIGN }) },
      }),
      ...(found?.effect && { effect: effectCells(found.effect, report.method.alpha, shared) }),
    };
  });
}

function valueCell(summary: Summary, sharedDecimals: number): ValueCell {
  const spread = summary.standardDeviation;
  if (spread === undefined) return { mean: formatNumber(summary.mean, sharedDecimals), n: summary.n };
  const decimals = hasSpread(summary) ? decimalsOfSpread(spread) : sharedDecimals;
  return {
    mean: formatNumber(summary.mean, decimals),
    standardDeviation: hasSpread(summary) ? formatNumber(spread, decimals) : '0',
    n: summary.n,
  };
}

/** The rounding error of a mean of equal numbers is no spread. */
function hasSpread(summary: Summary): boolean {
  return (summary.standardDeviation ?? 0) > 1e-12 * Math.abs(summary.mean);
}

/** A difference with what was inferred of it; `sharedDecimals` hold where it has no spread of its own. */
export function effectCells(effect: Effect, alpha: number, sharedDecimals: number): EffectCells {
  const { inference } = effect;
  switch (inference.kind) {
    case 'single-pair':
    case 'exact':
      return { difference: formatDifference(effect.meanDifference, sharedDecimals), significance: 'not-tested' };
    case 'constant-difference':
      return {
        difference: formatDifference(effect.meanDifference, sharedDecimals),
        pValue: formatPValue(inference.adjustedPValue, alpha),
        significance: significanceOf(inference.adjustedPValue, alpha),
      };
    case 'paired-t': {
      const decimals = decimalsOfSpread(inference.standardDeviation);
      return {
        difference: formatDifference(effect.meanDifference, decimals),
        interval: formatBounds(inference.adjustedInterval, decimals),
        pValue: formatPValue(inference.adjustedPValue, alpha),
        significance: significanceOf(inference.adjustedPValue, alpha),
      };
    }
    default:
      return unreachable(inference);
  }
}

function significanceOf(pValue: number, alpha: number): EffectCells['significance'] {
  return pValue < alpha ? 'significant' : 'not-significant';
}

/** Values without a spread share their decimals, so that a column of them can be compared. */
function decimalsOfSpreadless(report: Report, metric: string): number {
  const needed = report.trials.flatMap((trial) => {
    const found = trial.metrics.find((candidate) => candidate.metric === metric);
    const decimals: number[] = [];
    if (found?.summary && !hasSpread(found.summary)) {
      decimals.push(decimalsWithoutSpread(found.summary.mean));
    }
    const difference = found?.effect?.meanDifference ?? 0;
    if (found?.effect && found.effect.inference.kind !== 'paired-t' && difference !== 0) {
      decimals.push(Math.min(decimalsOfSpread(Math.abs(difference)), decimalsWithoutSpread(difference)));
    }
    return decimals;
  });
  return Math.max(0, ...needed);
}
