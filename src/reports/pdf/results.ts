import type { Report } from '../../core/report.js';
import { effectFacts } from '../formats/effect-facts.js';
import { whyWithoutMetric } from '../formats/failure-summary.js';
import { noiseNotes } from '../formats/noise-note.js';
import { rowNotes, type RowNote } from '../formats/row-note.js';
import { checkNote, confoundNote, notesOnNumbers } from '../formats/table-note.js';
import { TEST_COLUMNS, testRows } from '../formats/test-rows.js';
import { primaryRows, type TrialRow } from '../formats/trial-row.js';
import { MOST_TRIALS } from './limits.js';
import { plainTable } from './plain-table.js';
import { resultsTable } from './results-table.js';
import { typstList } from './typst-list.js';
import { typstProse, typstText } from './typst-text.js';
import { linkedToVariant } from './variant-anchor.js';

/** The main table with its notes, and what it means in sentences. */
export function results(report: Report): string[] {
  const metric = report.primaryMetric?.name;
  if (metric === undefined) return ['= Results', 'No run gave a number.', whyNone(report)];
  const rows = primaryRows(report, metric);
  const shown = rows.slice(0, MOST_TRIALS);
  return [
    '= Results',
    resultsTable(report, metric, shown),
    ...moreRows(rows.length - shown.length),
    tableNotes(rowNotes(report, metric, 'label'), [
      [...notesOnNumbers(report), ...confoundNote(report)].join(' '),
      ...noiseNotes(report),
      ...checkNote(report),
    ]),
    '= Findings',
    findings(report, shown),
  ];
}

/** Every p of the primary metric. */
export function testsOfFindings(report: Report): string[] {
  const rows = testRows(report);
  if (rows.length === 0) return [];
  const ids = new Set(report.trials.slice(0, MOST_TRIALS).map(({ id }) => id));
  const shown = rows.filter(({ trial }) => ids.has(trial.id));
  const named = shown.map(({ trial, cells }) => ({ name: trial.label, numbers: cells }));
  return ['= The tests', plainTable(['Component', ...TEST_COLUMNS], named), ...moreRows(rows.length - shown.length)];
}

/** The signs of a table and what is to be said of its numbers, below it. */
export function tableNotes(signs: readonly RowNote[], sentences: readonly string[]): string {
  const lines = [...signs.map(({ sign, text }) => `${sign} ${text}`), ...sentences].filter((line) => line !== '');
  return lines.map((line) => `#small[${typstProse(line)}]`).join('\n');
}

export function moreRows(count: number): string[] {
  return count === 0 ? [] : [`#small[${typstText(`${count} more ${count === 1 ? 'row' : 'rows'}: report.md.`)}]`];
}

function whyNone(report: Report): string {
  const shown = report.trials.slice(0, MOST_TRIALS);
  const items = shown.map(
    (trial) => `#term[${typstText(trial.label)}]: ${typstProse(whyWithoutMetric(report, trial))}`,
  );
  return [typstList(items), ...moreRows(report.trials.length - shown.length)].join('\n');
}

function findings(report: Report, rows: readonly TrialRow[]): string {
  const cells = rows.flatMap((row) => {
    if (row.finding === undefined) return [];
    const facts = effectFacts(report, row, 'p (Holm)').join(', ');
    const evidence = facts === '' ? '' : ` \\ #evidence[${typstText(facts)}]`;
    const label = linkedToVariant(report, row.trial, typstText(row.label));
    return [`[#term[${label}]], [${typstProse(row.finding)}${evidence}],`];
  });
  if (cells.length === 0) return 'No trial has a finding yet.';
  return `#grid(columns: (30%, 1fr), column-gutter: 1em, row-gutter: 0.85em,\n${cells.join('\n')}\n)`;
}
