import type { Report } from '../../core/report.js';
import { testHeadings } from '../formats/test-headings.js';
import { metricHeading, primaryRows, signedLabel, type TrialRow } from '../formats/trial-row.js';
import type { ExportedTable } from './exported-table.js';

/** The table of the primary metric with its cells as every format prints them; no rows where there is no metric. */
export function printedTable(report: Report): ExportedTable {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return { name: 'table', columns: [], rows: [] };
  return {
    name: 'table',
    columns: ['component', metricHeading(report, metric), 'n', 'Δ', ...testHeadings(report, metric), 'finding'],
    rows: primaryRows(report, metric).map(cells),
  };
}

function cells(row: TrialRow): (string | number | null)[] {
  const { value, effect } = row;
  const spread = value?.standardDeviation === undefined ? '' : ` ± ${value.standardDeviation}`;
  const interval = effect?.interval;
  return [
    signedLabel(row),
    value === undefined ? null : `${value.mean}${spread}${value.sign === undefined ? '' : ` ${value.sign}`}`,
    value?.n ?? null,
    effect?.difference ?? null,
    interval === undefined ? null : `[${interval.low}, ${interval.high}]`,
    effect?.pValue ?? null,
    [row.finding, row.missing].filter((text) => text !== undefined).join('; '),
  ];
}
