import type { Report } from '../../core/report.js';
import { confoundCell, confoundColumns, confoundHeading, type ConfoundColumn } from '../formats/format-confounds.js';
import { testHeadings } from '../formats/test-headings.js';
import { metricHeading, signedLabel, type TrialRow } from '../formats/trial-row.js';
import { alignedNumbers } from './aligned-numbers.js';
import { plainTable } from './plain-table.js';
import { typstTable } from './typst-table.js';
import { typstText } from './typst-text.js';
import { linkedToVariant } from './variant-anchor.js';

/** Value (two columns), number of runs, difference, interval, p. */
const NUMBER_COLUMNS = 6;
/** Characters that the columns of numbers leave to the labels, at least: with less, sizes get a table of their own. */
const NARROWEST_LABEL = 16;
/** Digits of the table's font across the page, less what stands between the columns, the brackets and `n`. */
const PAGE_WIDTH = 80;

/**
 * The table of one metric: of the primary one with the sizes of the variants, beside the numbers or, without room,
 * below. Numbers that still take the page for themselves are set smaller.
 */
export function resultsTable(report: Report, metric: string, rows: readonly TrialRow[]): string {
  const isPrimary = report.primaryMetric?.name === metric;
  const confounds = isPrimary ? confoundColumns(report) : [];
  if (hasRoom(rows, confounds)) return `#${numbersTable(report, metric, rows, confounds)}`;
  const numbers = numbersTable(report, metric, rows, []);
  const alone = hasRoom(rows, []) ? `#${numbers}` : `#dense(${numbers})`;
  return confounds.length === 0 ? alone : [alone, sizesTable(rows, confounds)].join('\n');
}

function hasRoom(rows: readonly TrialRow[], confounds: readonly ConfoundColumn[]): boolean {
  return PAGE_WIDTH - widthOf(rows, confounds) >= NARROWEST_LABEL;
}

function numbersTable(
  report: Report,
  metric: string,
  rows: readonly TrialRow[],
  confounds: readonly ConfoundColumn[],
): string {
  const [interval, pValue] = testHeadings(report, metric);
  const heading = `block(width: ${headingWidth(rows)}em)[${typstText(metricHeading(report, metric))}]`;
  const means = alignedNumbers(rows.map(({ value }) => value?.mean ?? ''));
  const differences = alignedNumbers(rows.map(({ effect }) => effect?.difference ?? ''));
  const bodies = rows.map((row, index) => {
    const label = labelOf(report, row);
    if (row.value === undefined) {
      const why = typstText(row.missing ?? row.finding ?? 'no number');
      return `[${label}], table.cell(colspan: ${NUMBER_COLUMNS + confounds.length}, align: left, text(fill: red)[${why}]),`;
    }
    const numbers = numberCells(row, means[index] ?? '', differences[index] ?? '');
    const sizes = confounds.map((column) => typstText(confoundCell(row.trial, column)));
    return `${[label, ...numbers, ...sizes].map((cell) => `[${cell}]`).join(', ')},${below(row, confounds.length)}`;
  });
  return typstTable({
    columns: ['1fr', ...Array.from({ length: NUMBER_COLUMNS + confounds.length }, () => 'auto')],
    alignments: [
      'left',
      'right',
      'left',
      ...Array.from({ length: NUMBER_COLUMNS - 2 + confounds.length }, () => 'right' as const),
    ],
    gutters: [8, 2, 8, 8, 8, 8, ...confounds.map(() => 8)],
    header: [
      '[Component]',
      `table.cell(colspan: 2, align: center, ${heading})`,
      '[n]',
      '[Δ]',
      `[${typstText(interval)}]`,
      `[${typstText(pValue)}]`,
      ...confounds.map((column) => `[${typstText(confoundHeading(column))}]`),
    ],
    rows: bodies.map((body, index) => (rows[index]?.trial.change === 'none' ? `${body} rule-light,` : body)),
  });
}

function numberCells({ trial, value, effect, finding }: TrialRow, mean: string, difference: string): string[] {
  const isBold = finding !== undefined && effect?.significance === 'significant';
  const weighted = (content: string) => (isBold ? `#strong[${content}]` : content);
  const spread = value?.standardDeviation === undefined ? '' : `± ${value.standardDeviation}`;
  const n = value?.n ?? 0;
  return [
    mean,
    typstText([spread, value?.sign ?? ''].filter((part) => part !== '').join(' ')),
    typstText(n === trial.plannedRuns ? String(n) : `${n} of ${trial.plannedRuns}`),
    weighted(difference),
    effect?.interval === undefined ? '' : typstText(`[${effect.interval.low}, ${effect.interval.high}]`),
    weighted(typstText(effect?.pValue ?? '')),
  ];
}

/** The runs that are not behind the numbers, under them. */
function below({ missing }: TrialRow, confounds: number): string {
  if (missing === undefined) return '';
  return ` [], table.cell(colspan: ${NUMBER_COLUMNS + confounds}, align: left, inset: (top: 0pt), text(fill: red)[${typstText(missing)}]),`;
}

function sizesTable(rows: readonly TrialRow[], confounds: readonly ConfoundColumn[]): string {
  const measured = rows.filter(({ value }) => value !== undefined);
  return plainTable(
    ['Component', ...confounds.map(confoundHeading)],
    measured.map((row) => ({
      name: signedLabel(row),
      numbers: confounds.map((column) => confoundCell(row.trial, column)),
    })),
  );
}

function labelOf(report: Report, row: TrialRow): string {
  return linkedToVariant(report, row.trial, typstText(signedLabel(row)));
}

/** In em: at least wide enough for most names, and no wider than the numbers below where a name is longer. */
function headingWidth(rows: readonly TrialRow[]): number {
  const widest = Math.max(
    0,
    ...rows.map(({ value }) => (value?.mean ?? '').length + (value?.standardDeviation ?? '').length + 4),
  );
  return Math.max(7, Math.ceil(widest / 2));
}

function widthOf(rows: readonly TrialRow[], confounds: readonly ConfoundColumn[]): number {
  const cells = rows.map(({ trial, value, effect }) => [
    value?.mean,
    value?.standardDeviation,
    effect?.difference,
    effect?.interval?.low,
    effect?.interval?.high,
    effect?.pValue,
    ...confounds.map((column) => confoundCell(trial, column)),
  ]);
  const headings = ['', '', '', '', '', 'p (Holm)', ...confounds.map(confoundHeading)];
  const columns = headings.map(({ length }, index) => Math.max(length, ...cells.map((row) => row[index]?.length ?? 0)));
  return columns.reduce((sum, width) => sum + width, 0);
}
