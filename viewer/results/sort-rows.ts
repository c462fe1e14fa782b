import type { TrialRow } from '../../src/reports/formats/trial-row.js';
import type { ColumnKey } from './columns.js';

export interface Sorting {
  readonly key: ColumnKey;
  readonly direction: 'ascending' | 'descending';
}

/**
 * The rows of the trials in another order; undefined leaves that of the source. The baseline stays first, as what the others
 * are read against, and rows without the number stay last, whichever way it goes.
 */
export function sortRows(rows: readonly TrialRow[], metric: string, sorting: Sorting | undefined): TrialRow[] {
  if (sorting === undefined) return [...rows];
  const sign = sorting.direction === 'ascending' ? 1 : -1;
  const keyed = rows.map((row) => ({ row, key: sortKey(row, metric, sorting.key) }));
  keyed.sort((a, b) => {
    const [isFirst, isSecond] = [a, b].map(({ row }) => row.trial.change === 'none');
    if (isFirst !== isSecond) return isFirst === true ? -1 : 1;
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
    return sign * compare(a.key, b.key);
  });
  return keyed.map(({ row }) => row);
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : COLLATOR.compare(String(a), String(b));
}

const COLLATOR = new Intl.Collator('en', { numeric: true });

function sortKey(
  { trial, label, finding, missing }: TrialRow,
  metric: string,
  key: ColumnKey,
): string | number | undefined {
  const { summary, effect } = trial.metrics.find((candidate) => candidate.metric === metric) ?? {};
  const inference = effect?.inference;
  switch (key) {
    case 'component':
      return label.replace(/^− /u, '');
    case 'value':
      return summary?.mean;
    case 'effect':
      return effect?.meanDifference;
    case 'interval':
      return inference?.kind === 'paired-t' ? inference.adjustedInterval.low : undefined;
    case 'p':
      return inference !== undefined && 'adjustedPValue' in inference ? inference.adjustedPValue : undefined;
    case 'parameters':
      return trial.parameterDifference;
    case 'step-time':
      return trial.stepTimeDiffers === undefined ? undefined : trial.stepTimeRatio;
    case 'finding':
      return finding ?? missing;
  }
}

/** The next click on a heading: up, down, then the order of the source again. */
export function nextSorting(present: Sorting | undefined, key: ColumnKey): Sorting | undefined {
  if (present?.key !== key) return { key, direction: 'ascending' };
  return present.direction === 'ascending' ? { key, direction: 'descending' } : undefined;
}
