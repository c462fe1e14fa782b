import type { Report } from '../../core/report.js';
import { rerunCommand } from '../rerun-command.js';
import { bestRows } from './best-rows.js';
import { whyWithoutMetric } from './failure-summary.js';
import { alarms } from './markdown-results.js';
import { codeFence, escapeMarkdown, markdownTable } from './markdown-text.js';
import type { TextFormat } from './report-format.js';
import { rowNotes } from './row-note.js';
import { shortNoteOnNumbers } from './table-note.js';
import { metricHeading, primaryRows, signedLabel, type TrialRow } from './trial-row.js';

/** `table.md`: what a README has room for. No heading, so that it fits under any. */
export const markdownTableFormat: TextFormat = {
  kind: 'text',
  name: 'markdown-table',
  fileName: 'table.md',
  render: (report) => `${[...alarms(report), ...table(report), codeFence('sh', rerunCommand(report))].join('\n\n')}\n`,
};

function table(report: Report): string[] {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return [withoutNumbers(report)];
  const rows = primaryRows(report, metric);
  const best = bestRows(report, metric, rows);
  const headings = ['component', escapeMarkdown(metricHeading(report, metric)), 'Δ', 'finding'];
  return [
    markdownTable(
      headings,
      rows.map((row) => [escapeMarkdown(signedLabel(row)), ...cells(row, best)]),
    ),
    legend(report, metric, best),
  ];
}

function withoutNumbers(report: Report): string {
  return markdownTable(
    ['component', 'result'],
    report.trials.map((trial) => [escapeMarkdown(trial.label), escapeMarkdown(whyWithoutMetric(report, trial))]),
  );
}

function cells(row: TrialRow, best: ReadonlySet<TrialRow>): string[] {
  const { value, effect, finding, missing } = row;
  const words = value === undefined ? [missing ?? finding ?? ''] : [finding, missing];
  const said = words.flatMap((text) => (text === undefined ? [] : [escapeMarkdown(text)])).join('; ');
  if (value === undefined) return ['', '', said];
  const mean = best.has(row) ? `**${value.mean}**` : value.mean;
  const spread = value.standardDeviation === undefined ? '' : ` ± ${value.standardDeviation}`;
  return [`${mean}${spread}${value.sign === undefined ? '' : ` ${value.sign}`}`, effect?.difference ?? '', said];
}

/** One line: what the numbers are, what is bold, and the signs. */
function legend(report: Report, metric: string, best: ReadonlySet<TrialRow>): string {
  const guess = report.primaryMetric?.origin === 'guess' ? [`That ${metric} is the metric is a guess.`] : [];
  const sentences = [
    ...guess,
    ...assumedDirection(report),
    ...shortNoteOnNumbers(report),
    ...(best.size > 0 ? ['Bold: the best mean.'] : []),
    ...rowNotes(report, metric, 'label').map(({ sign, text }) => `${sign} ${text}`),
    ...withoutRow(report),
  ];
  return escapeMarkdown(sentences.join(' '));
}

/** Which rows are good ones depends on it. */
function assumedDirection({ primaryMetric }: Report): string[] {
  if (primaryMetric?.directionOrigin !== 'assumed') return [];
  const better = primaryMetric.direction === 'lower-is-better' ? 'lower' : 'higher';
  return [`That ${better} is better is assumed.`];
}

/** A table that shows only what ran looks as if it were all. */
function withoutRow({ skipped }: Report): string[] {
  return skipped.length === 0 ? [] : [`Not in the table: ${skipped.map(({ id }) => id).join(', ')}.`];
}
