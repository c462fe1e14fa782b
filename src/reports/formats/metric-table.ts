import type { Colors } from 'picocolors/types.js';
import type { Finding } from '../../core/finding.js';
import type { Report } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import { alignDecimals } from './align-decimals.js';
import { formatPercent } from './format-number.js';
import type { Paint, TextCell } from './text-cell.js';
import { renderTextTable, tableWidth, type TextColumn, type TextRow } from './text-table.js';
import { exploratoryRows, metricHeading, primaryRows, type TrialRow } from './trial-row.js';
import { wrapHanging } from './wrap-text.js';

const EMPTY: TextCell = { text: '' };
const WIDEST_LABEL = 24;
const NARROWEST_FINDING = 17;

/**
 * The table of one metric in at most `columns` terminal columns: findings at the end of the row
 * where they fit, else under the numbers; on very narrow terminals one number per line.
 */
export function metricTable(report: Report, metric: string, columns: number, colours: Colors): string[] {
  const table = tableOf(report, metric);
  const withFinding = (maximumWidth: number): TextColumn[] => [
    ...table.columns,
    { header: 'finding', align: 'left', maximumWidth },
  ];
  const besides = table.rows.flatMap((row) => rowsOf(row, 'finding-beside', colours));
  const below = table.rows.flatMap((row) => rowsOf(row, 'finding-below', colours));
  const room = columns - tableWidth(table.columns, below) - 2;
  const hasFindings = table.rows.some((row) => row.row.finding !== undefined && row.row.value !== undefined);
  if (hasFindings && room >= NARROWEST_FINDING) return renderTextTable(withFinding(room), besides, columns);
  if (tableWidth(table.columns, below) <= columns) return renderTextTable(table.columns, below, columns);
  return table.rows.flatMap((row) => stackedLines(table.columns, row, columns, colours));
}

interface MetricTable {
  readonly columns: readonly TextColumn[];
  readonly rows: readonly MetricRow[];
}

interface MetricRow {
  readonly row: TrialRow;
  /** Value, difference, interval, p; as many as there are columns after the first. */
  readonly numbers: readonly string[];
}

function tableOf(report: Report, metric: string): MetricTable {
  const isPrimary = report.primaryMetric?.name === metric;
  const rows = isPrimary ? primaryRows(report, metric) : exploratoryRows(report, metric);
  const means = alignDecimals(rows.map((row) => row.value?.mean ?? ''));
  const spreads = alignDecimals(rows.map((row) => row.value?.standardDeviation ?? ''));
  const differences = alignDecimals(rows.map((row) => row.effect?.difference ?? ''));
  const lows = alignDecimals(rows.map((row) => row.effect?.interval?.low ?? ''));
  const highs = alignDecimals(rows.map((row) => row.effect?.interval?.high ?? ''));
  const values = rows.map((_, index) => [means[index], spreads[index]].filter(Boolean).join(' ± '));
  const isTested = rows.some((row) => row.effect?.pValue !== undefined);
  const columns: TextColumn[] = [
    { header: 'component', align: 'left', maximumWidth: WIDEST_LABEL },
    { header: metricHeading(report, metric), align: 'left', maximumWidth: WIDEST_LABEL },
    { header: 'Δ', align: 'right' },
  ];
  if (isTested) {
    columns.push({ header: `${formatPercent(1 - report.method.alpha)} interval`, align: 'left' });
    columns.push({ header: isPrimary ? 'p (Holm)' : 'p', align: 'right' });
  }
  return {
    columns,
    rows: rows.map((row, index) => {
      const interval = row.effect?.interval === undefined ? '' : `[${lows[index] ?? ''}, ${highs[index] ?? ''}]`;
      const tested = isTested ? [interval, row.effect?.pValue ?? ''] : [];
      return { row, numbers: [values[index] ?? '', differences[index] ?? '', ...tested] };
    }),
  };
}

function rowsOf({ row, numbers }: MetricRow, layout: 'finding-beside' | 'finding-below', colours: Colors): TextRow[] {
  const label = labelCell(row, colours);
  if (row.value === undefined) {
    const text = row.missing ?? row.finding ?? 'no number';
    return [{ kind: 'spanning', label, text: { text, paint: colours.red } }];
  }
  const finding: TextCell = { text: row.finding ?? '', paint: paintOf(row, colours) };
  const cells = [label, ...numberCells(row, numbers, colours)];
  const below: TextRow[] = row.finding === undefined ? [] : [{ kind: 'spanning', label: EMPTY, text: finding }];
  return layout === 'finding-beside'
    ? [{ kind: 'cells', cells: [...cells, finding] }, ...missingRow(row, colours)]
    : [{ kind: 'cells', cells }, ...below, ...missingRow(row, colours)];
}

function missingRow(row: TrialRow, colours: Colors): TextRow[] {
  if (row.missing === undefined) return [];
  return [{ kind: 'spanning', label: EMPTY, text: { text: row.missing, paint: colours.red } }];
}

/** Only where a finding rests on it: an exploratory number is never printed as if it were one. */
function numberCells(row: TrialRow, numbers: readonly string[], colours: Colors): TextCell[] {
  return numbers.map((text, index) =>
    index > 0 && row.finding !== undefined && row.effect?.significance === 'significant'
      ? { text, paint: colours.bold }
      : { text },
  );
}

function labelCell(row: TrialRow, colours: Colors): TextCell {
  return row.trial.change === 'none' ? { text: row.label, paint: colours.bold } : { text: row.label };
}

function stackedLines(
  columns: readonly TextColumn[],
  { row, numbers }: MetricRow,
  width: number,
  colours: Colors,
): string[] {
  const painted = (text: string | undefined, paint: Paint) =>
    text === undefined ? [] : wrapHanging('  ', text, width).map(paint);
  const named = numbers.flatMap((number, index) =>
    number === ''
      ? []
      : wrapHanging('  ', `${columns[index + 1]?.header ?? ''}  ${number.trim().replace(/ +/gu, ' ')}`, width),
  );
  return [
    ...wrapHanging('', row.label, width),
    ...named,
    ...(row.value === undefined && row.missing !== undefined ? [] : painted(row.finding, paintOf(row, colours))),
    ...painted(row.missing, colours.red),
  ];
}

function paintOf(row: TrialRow, colours: Colors): Paint {
  return row.trial.finding === undefined ? colours.red : findingPaint(row.trial.finding.kind, colours);
}

function findingPaint(kind: Finding['kind'], colours: Colors): Paint {
  switch (kind) {
    case 'hurts':
      return colours.bold;
    case 'helps':
    case 'no-effect-at-all':
      return colours.yellow;
    case 'failed':
      return colours.red;
    case 'exact-difference':
    case 'equivalent':
    case 'no-detectable-effect':
      return String;
    case 'inconclusive':
    case 'single-run':
    case 'not-run':
      return colours.dim;
    default:
      return unreachable(kind);
  }
}
