import { printable } from './printable.js';
import { showsId } from './row-name.js';
import type { Colors } from 'picocolors/types.js';
import type { Finding } from '../../core/finding.js';
import type { Report } from '../../core/report.js';
import { unreachable } from '../../core/unreachable.js';
import { alignDecimals } from './align-decimals.js';
import { confoundCell, confoundColumns, confoundHeading, type ConfoundColumn } from './format-confounds.js';
import { testHeadings } from './test-headings.js';
import type { Paint, TextCell } from './text-cell.js';
import { renderTextTable, tableWidth, type TextColumn, type TextRow } from './text-table.js';
import { exploratoryRows, metricHeading, primaryRows, signedLabel, type TrialRow } from './trial-row.js';
import { wrapHanging } from './wrap-text.js';

const EMPTY: TextCell = { text: '' };
const WIDEST_LABEL = 24;
const NARROWEST_FINDING = 17;
/** Beside many columns: else a finding is many lines of few words. */
const COMFORTABLE_FINDING = 30;

/**
 * The table of one metric in at most `columns` terminal columns: with size and speed where there is room,
 * findings at the end of the row where they fit, else under the numbers; on very narrow terminals one number
 * per line.
 */
export function metricTable(report: Report, metric: string, columns: number, colours: Colors): string[] {
  const confounds = report.primaryMetric?.name === metric ? confoundColumns(report) : [];
  const full = tableOf(report, metric, confounds);
  return (
    fitted(full, confounds.length === 0 ? NARROWEST_FINDING : COMFORTABLE_FINDING, columns, colours) ??
    fitted(tableOf(report, metric, []), NARROWEST_FINDING, columns, colours) ??
    full.rows.flatMap((row) => stackedLines(full.columns, row, columns, colours))
  );
}

/** Undefined where the columns do not fit side by side. */
function fitted(
  { columns: numbers, rows }: MetricTable,
  narrowestFinding: number,
  columns: number,
  colours: Colors,
): string[] | undefined {
  const below = rows.flatMap((row) => rowsOf(row, 'finding-below', colours));
  const width = tableWidth(numbers, below);
  const room = columns - width - 2;
  if (rows.some(({ row }) => row.finding !== undefined && row.value !== undefined) && room >= narrowestFinding) {
    const besides = rows.flatMap((row) => rowsOf(row, 'finding-beside', colours));
    return renderTextTable([...numbers, { header: 'finding', align: 'left', maximumWidth: room }], besides, columns);
  }
  return width <= columns ? renderTextTable(numbers, below, columns) : undefined;
}

interface MetricTable {
  readonly columns: readonly TextColumn[];
  readonly rows: readonly MetricRow[];
}

interface MetricRow {
  readonly row: TrialRow;
  /** Value, difference, interval, p; then size and speed: as many as there are columns after the first. */
  readonly numbers: readonly string[];
  readonly sizes: readonly string[];
}

function tableOf(report: Report, metric: string, confounds: readonly ConfoundColumn[]): MetricTable {
  const isPrimary = report.primaryMetric?.name === metric;
  const rows = isPrimary ? primaryRows(report, metric) : exploratoryRows(report, metric);
  const means = alignDecimals(rows.map((row) => row.value?.mean ?? ''));
  const spreads = alignDecimals(rows.map((row) => row.value?.standardDeviation ?? ''));
  const differences = alignDecimals(rows.map((row) => row.effect?.difference ?? ''));
  const lows = alignDecimals(rows.map((row) => row.effect?.interval?.low ?? ''));
  const highs = alignDecimals(rows.map((row) => row.effect?.interval?.high ?? ''));
  const values = rows.map(({ value }, index) => {
    const numbers = [means[index], spreads[index]].filter(Boolean).join(' ± ');
    return value?.sign === undefined ? numbers : `${numbers} ${value.sign}`;
  });
  const isTested = rows.some((row) => row.effect?.pValue !== undefined);
  const columns: TextColumn[] = [
    { header: 'component', align: 'left', maximumWidth: WIDEST_LABEL },
    { header: metricHeading(report, metric), align: 'left', maximumWidth: WIDEST_LABEL },
    { header: 'Δ', align: 'right' },
  ];
  if (isTested) {
    const [interval, pValue] = testHeadings(report, metric);
    columns.push({ header: interval, align: 'left' }, { header: pValue, align: 'right' });
  }
  columns.push(...confounds.map((column) => ({ header: confoundHeading(column), align: 'right' as const })));
  return {
    columns,
    rows: rows.map((row, index) => {
      const interval = row.effect?.interval === undefined ? '' : `[${lows[index] ?? ''}, ${highs[index] ?? ''}]`;
      const tested = isTested ? [interval, row.effect?.pValue ?? ''] : [];
      const sizes = confounds.map((column) => confoundCell(row.trial, column));
      return { row, numbers: [values[index] ?? '', differences[index] ?? '', ...tested], sizes };
    }),
  };
}

function rowsOf(
  { row, numbers, sizes }: MetricRow,
  layout: 'finding-beside' | 'finding-below',
  colours: Colors,
): TextRow[] {
  const label = labelCell(row, colours);
  if (row.value === undefined) {
    const text = row.missing ?? row.finding ?? 'no number';
    return [{ kind: 'spanning', label, text: { text, paint: colours.red } }];
  }
  const finding: TextCell = { text: row.finding ?? '', paint: paintOf(row, colours) };
  const cells = [label, ...numberCells(row, numbers, colours), ...sizes.map((text) => ({ text }))];
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

/** The title of a hint's trial can be long: then the id, by which commands know the trial, says it shorter. */
function labelCell(row: TrialRow, colours: Colors): TextCell {
  const { id } = row.trial;
  const isTitle = row.label.length > WIDEST_LABEL && !showsId(row.trial);
  const text = signedLabel(isTitle ? { ...row, label: printable(id) } : row);
  return row.trial.change === 'none' ? { text, paint: colours.bold } : { text };
}

function stackedLines(
  columns: readonly TextColumn[],
  { row, numbers, sizes }: MetricRow,
  width: number,
  colours: Colors,
): string[] {
  const painted = (text: string | undefined, paint: Paint) =>
    text === undefined ? [] : wrapHanging('  ', text, width).map(paint);
  const named = [...numbers, ...(row.value === undefined ? [] : sizes)].flatMap((number, index) =>
    number === '' ? [] : wrapHanging('  ', `${columns[index + 1]?.header ?? ''}  ${withoutPadding(number)}`, width),
  );
  return [
    ...wrapHanging('', signedLabel(row), width),
    ...named,
    ...(row.value === undefined && row.missing !== undefined ? [] : painted(row.finding, paintOf(row, colours))),
    ...painted(row.missing, colours.red),
  ];
}

/** Of numbers that stand in no column. */
function withoutPadding(number: string): string {
  return number
    .trim()
    .replace(/ +/gu, ' ')
    .replace(/(?<=\[) | (?=[,\]])/gu, '');
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
    case 'rejected':
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
