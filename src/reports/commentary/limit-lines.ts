import type { Report } from '../../core/report.js';
import { noiseNotes } from '../formats/noise-note.js';
import { printable } from '../formats/printable.js';
import { meaningNotes } from '../formats/row-note.js';
import { checkNote, confoundNote, notesOnNumbers } from '../formats/table-note.js';

/** What the numbers of a report are and what limits them, a sentence each. */
export function limitLines(report: Report): string[] {
  return [
    ...notesOnNumbers(report),
    ...confoundNote(report),
    ...noiseNotes(report),
    ...checkNote(report),
    ...meaningNotes(report, report.primaryMetric?.name ?? '', 'label').map(({ text }) => text),
    ...(report.alarms ?? []).map(printable),
    ...report.warnings.map(printable),
    ...report.skipped.map(({ id, reason }) => `${printable(id)} has no trial: ${printable(reason)}`),
  ];
}
