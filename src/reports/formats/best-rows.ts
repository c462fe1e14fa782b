import type { MetricDirection } from '../../core/metric.js';
import type { Report } from '../../core/report.js';
import { metricDirection } from './trial-row.js';
import type { TrialRow } from './trial-row.js';

/**
 * The rows with the best mean of a metric, all of them where several share it, by what is printed too. Left out are
 * rows whose number may be another quantity (`§`); none is the best where fewer than two compare, or where all are equal.
 */
export function bestRows(report: Report, metric: string, rows: readonly TrialRow[]): ReadonlySet<TrialRow> {
  const direction = metricDirection(report, metric);
  const compared = rows.filter(({ value }) => value !== undefined && value.sign === undefined);
  const [first, ...others] = compared;
  if (direction === undefined || first === undefined) return new Set();
  const best = others.reduce((champion, row) => (isBetter(row, champion, metric, direction) ? row : champion), first);
  const shared = compared.filter(
    (row) => row.value?.mean === best.value?.mean || meanOf(row, metric) === meanOf(best, metric),
  );
  return new Set(shared.length === compared.length ? [] : shared);
}

function isBetter(row: TrialRow, than: TrialRow, metric: string, direction: MetricDirection): boolean {
  const [mean, other] = [meanOf(row, metric), meanOf(than, metric)];
  return direction === 'higher-is-better' ? mean > other : mean < other;
}

function meanOf({ trial }: TrialRow, metric: string): number {
  return trial.metrics.find((candidate) => candidate.metric === metric)?.summary?.mean ?? Number.NaN;
}
