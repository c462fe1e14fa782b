import type { Report } from '../../core/report.js';
import { breakableLatex } from './latex-breaks.js';
import { absenceCell, SIGNIFICANT } from './latex-cells.js';
import { escapeLatex } from './latex-text.js';
import { noiseNotes } from './noise-note.js';
import { MEANING_SIGN, meaningNotes, rowNotes, type RowNote } from './row-note.js';
import { checkNote, confoundNote, notesOnNumbers, shortNoteOnNumbers } from './table-note.js';
import { exploratoryMetrics, type TrialRow } from './trial-row.js';

/** All that is to be said under a table. `extra`: what only this layout has to explain; LaTeX already. */
export function fullNote(
  report: Report,
  rows: readonly TrialRow[],
  best: ReadonlySet<TrialRow>,
  extra: readonly string[] = [],
): string {
  const signs = [
    ...rowNotes(report, report.primaryMetric?.name ?? '', 'label'),
    ...exploratoryMetrics(report).flatMap((metric) => meaningNotes(report, metric, 'label')),
  ];
  return [
    ...(report.alarms ?? []).map(escapeLatex),
    ...[...notesOnNumbers(report), ...confoundNote(report), ...noiseNotes(report), ...checkNote(report)].map(
      escapeLatex,
    ),
    ...extra,
    ...notesOnRows(report, rows, best, signs),
  ].join(' ');
}

/** What nobody may miss, in as few words as it takes, for a table that shows the primary metric only. */
export function shortNote(
  report: Report,
  rows: readonly TrialRow[],
  best: ReadonlySet<TrialRow>,
  extra: readonly string[] = [],
): string {
  const signs = rowNotes(report, report.primaryMetric?.name ?? '', 'label');
  return [
    ...(report.alarms ?? []).map(breakableLatex),
    ...shortNoteOnNumbers(report).map(breakableLatex),
    ...extra,
    ...notesOnRows(report, rows, best, signs),
  ].join(' ');
}

function notesOnRows(
  report: Report,
  rows: readonly TrialRow[],
  best: ReadonlySet<TrialRow>,
  signs: readonly RowNote[],
): string[] {
  const isAnySignificant = rows.some((row) => row.effect?.significance === 'significant');
  const isAnyOther = signs.some(({ sign }) => sign === MEANING_SIGN);
  return [
    ...(isAnySignificant ? [`$${SIGNIFICANT}\\,p < ${report.method.alpha}$ after Holm's correction.`] : []),
    ...(best.size > 0 ? [`Bold: the best mean${isAnyOther ? ' of the rows without \\S{}' : ''}.`] : []),
    ...signs.map(({ sign, text }) => `${escapeLatex(sign)}~${breakableLatex(text)}`),
    ...missing(rows),
  ];
}

/** Of rows with a number: what of their runs is not behind it. */
function missing(rows: readonly TrialRow[]): string[] {
  return rows.flatMap((row) =>
    row.value === undefined || row.missing === undefined
      ? []
      : [`${breakableLatex(row.label)}: ${breakableLatex(row.missing)}.`],
  );
}

/** Why a row has no number, where there is no room for the reason; that stands in the note, see `absences`. */
export function absenceInShort({ trial }: TrialRow): string {
  const kind = trial.finding?.kind;
  return kind === 'failed' || kind === 'rejected' ? kind : 'no number';
}

/** The reasons behind `absenceInShort`, for the note. */
export function absences(rows: readonly TrialRow[]): string[] {
  return rows.flatMap((row) => (row.value === undefined ? [`${breakableLatex(row.label)}: ${absenceCell(row)}.`] : []));
}
