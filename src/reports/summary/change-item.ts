import type { Report } from '../../core/report.js';
import { effectFacts } from '../formats/effect-facts.js';
import { rowName, showsId } from '../formats/row-name.js';
import type { TrialRow } from '../formats/trial-row.js';

/**
 * What was changed, with its numbers and what else there is to say: `removing conv2 (Δ −0.0278, ...)`. `said` is the
 * beginning of the finding that the sentence around it says already.
 */
export function changeItem(report: Report, row: TrialRow, said: RegExp): string {
  const rest = (row.finding ?? '').replace(said, '').replace(/^[,;:]?\s*/u, '');
  // Why runs are missing is the whole finding of a trial that failed.
  const words = row.value === undefined && row.missing !== undefined ? [row.missing] : [rest, row.missing ?? ''];
  const facts = [...replacement(row), effectFacts(report, row, 'p').join(', '), ...words].filter((fact) => fact !== '');
  return facts.length === 0 ? changing(row) : `${changing(row)} (${facts.join('; ')})`;
}

/** `removing conv2`; the title of a hint’s trial in quotes. */
export function changing({ trial }: TrialRow): string {
  if (!showsId(trial)) return changeName({ trial });
  return `${trial.change === 'remove' ? 'removing' : 'replacing'} ${rowName(trial, 'label')}`;
}

/** `conv2` */
export function changeName({ trial }: Pick<TrialRow, 'trial'>): string {
  return showsId(trial) ? rowName(trial, 'label') : `“${rowName(trial, 'label')}”`;
}

/** What stands in its place now. */
function replacement({ trial, label }: TrialRow): string[] {
  return trial.change === 'replace' && showsId(trial) && label.includes('→') ? [label] : [];
}
