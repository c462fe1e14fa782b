import type { Report } from '../../core/report.js';
import { effectFacts } from './effect-facts.js';
import { whyWithoutMetric } from './failure-summary.js';
import { confoundCell, confoundColumns, confoundHeading, type ConfoundColumn } from './format-confounds.js';
import { codeSpan, escapeMarkdown, markdownTable } from './markdown-text.js';
import { noiseNotes } from './noise-note.js';
import { meaningNotes, rowNotes, type RowNote } from './row-note.js';
import { checkNote, confoundNote, notesOnNumbers } from './table-note.js';
import { testHeadings } from './test-headings.js';
import { TEST_COLUMNS, testRows } from './test-rows.js';
import {
  exploratoryMetrics,
  exploratoryRows,
  metricHeading,
  primaryRows,
  signedLabel,
  type TrialRow,
} from './trial-row.js';

/** The sections with the tables and the findings in sentences. */
export function markdownResults(report: Report): string[] {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return ['## Results', 'No run gave a number.', failures(report)];
  return [
    '## Results',
    ...guess(report),
    ...alarms(report),
    table(report, metric, primaryRows(report, metric)),
    ...signs(rowNotes(report, metric, 'label')),
    [...notesOnNumbers(report), ...confoundNote(report)].map(escapeMarkdown).join(' '),
    ...[...noiseNotes(report), ...checkNote(report)].map(escapeMarkdown),
    '## Findings',
    findings(report, metric),
    ...details(report),
    ...exploratory(report),
  ];
}

function failures(report: Report): string {
  const lines = report.trials.map((trial) => {
    const why = whyWithoutMetric(report, trial);
    return `- **${escapeMarkdown(trial.label)}**: ${escapeMarkdown(why)}`;
  });
  return lines.join('\n');
}

function guess(report: Report): string[] {
  if (report.primaryMetric?.origin !== 'guess') return [];
  return [
    `> **${escapeMarkdown(report.primaryMetric.name)} is a guess** at the metric that is meant; see the warnings.`,
  ];
}

/** What nobody may overlook, wherever the numbers are pasted. */
export function alarms(report: Report): string[] {
  return (report.alarms ?? []).map((alarm) => `> **${escapeMarkdown(alarm)}**`);
}

function signs(notes: readonly RowNote[]): string[] {
  if (notes.length === 0) return [];
  return [notes.map(({ sign, text }) => `- ${sign} ${escapeMarkdown(text)}`).join('\n')];
}

function table(report: Report, metric: string, rows: readonly TrialRow[]): string {
  const isPrimary = report.primaryMetric?.name === metric;
  const headings = ['component', escapeMarkdown(metricHeading(report, metric)), 'n', 'Δ'];
  const tested = [...headings, ...testHeadings(report, metric)];
  const confounds = isPrimary ? confoundColumns(report) : [];
  return markdownTable(
    isPrimary ? [...tested, ...confounds.map(confoundHeading), 'finding'] : tested,
    rows.map((row) => {
      const cells = [escapeMarkdown(signedLabel(row)), ...numberCells(row)];
      return isPrimary ? [...cells, ...confoundCells(row, confounds), findingCell(row)] : cells;
    }),
  );
}

function confoundCells({ trial, value }: TrialRow, columns: readonly ConfoundColumn[]): string[] {
  return columns.map((column) => (value === undefined ? '' : confoundCell(trial, column)));
}

function numberCells({ trial, value, effect }: TrialRow): string[] {
  if (trial.finding?.kind === 'rejected') return ['', '', '', '', ''];
  const spread = value?.standardDeviation === undefined ? '' : ` ± ${value.standardDeviation}`;
  const sign = value?.sign === undefined ? '' : ` ${value.sign}`;
  return [
    value === undefined ? '' : `${value.mean}${spread}${sign}`,
    value?.n === trial.plannedRuns ? String(value.n) : `${value?.n ?? 0} of ${trial.plannedRuns}`,
    effect?.difference ?? '',
    effect?.interval === undefined ? '' : `[${effect.interval.low}, ${effect.interval.high}]`,
    escapeMarkdown(effect?.pValue ?? ''),
  ];
}

function findingCell(row: TrialRow): string {
  if (row.value === undefined) return escapeMarkdown(row.missing ?? row.finding ?? '');
  return [row.finding, row.missing].flatMap((text) => (text === undefined ? [] : [escapeMarkdown(text)])).join('; ');
}

function findings(report: Report, metric: string): string {
  const lines = primaryRows(report, metric).flatMap((row) =>
    row.finding === undefined
      ? []
      : [`- **${escapeMarkdown(row.label)}**: ${escapeMarkdown(row.finding)}${evidence(report, row)}`],
  );
  return lines.length > 0 ? lines.join('\n') : 'No trial has a finding yet.';
}

function evidence(report: Report, row: TrialRow): string {
  const facts = effectFacts(report, row, 'p (Holm)');
  return facts.length === 0 ? '.' : ` (${facts.join(', ')}).`;
}

function details(report: Report): string[] {
  const rows = testRows(report);
  if (rows.length === 0) return [];
  const cells = rows.map(({ trial, cells }) => [codeSpan(trial.id), ...cells.map(escapeMarkdown)]);
  return ['### The tests', markdownTable(['component', ...TEST_COLUMNS].map(escapeMarkdown), cells)];
}

function exploratory(report: Report): string[] {
  const metrics = exploratoryMetrics(report);
  if (metrics.length === 0) return [];
  return [
    '### Exploratory metrics',
    'Not corrected for several comparisons; no finding rests on them.',
    ...metrics.flatMap((metric) => [
      table(report, metric, exploratoryRows(report, metric)),
      ...signs(meaningNotes(report, metric, 'label')),
    ]),
  ];
}
