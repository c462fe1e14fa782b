import type { ReactNode } from 'react';
import type { Report } from '../../src/core/report.js';
import { noiseNotes } from '../../src/reports/formats/noise-note.js';
import { printable } from '../../src/reports/formats/printable.js';
import { meaningNotes, rowNotes } from '../../src/reports/formats/row-note.js';
import { withCode } from '../parts/with-code.js';
import { checkNote, confoundNote, notesOnNumbers } from '../../src/reports/formats/table-note.js';

/** What stands under the table, in the order of the terminal: signs, what the numbers are, warnings. */
export function Notes({ report, metric }: { readonly report: Report; readonly metric: string }): ReactNode {
  const isPrimary = report.primaryMetric?.name === metric;
  const signs = isPrimary ? rowNotes(report, metric, 'label') : meaningNotes(report, metric, 'label');
  const notes = isPrimary
    ? [...notesOnNumbers(report), ...confoundNote(report), ...noiseNotes(report), ...checkNote(report)]
    : ['Exploratory: not corrected for several comparisons; no finding rests on it.'];
  return (
    <div className="notes">
      {signs.length > 0 && (
        <ul className="sign-notes">
          {signs.map(({ sign, text }) => (
            <li key={sign + text}>
              <span className="sign">{sign}</span> {text}
            </li>
          ))}
        </ul>
      )}
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {report.warnings.length > 0 && (
        <ul className="warnings" aria-label="Warnings">
          {report.warnings.map((warning) => (
            <li key={warning}>{withCode(printable(warning))}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
