import type { TrialReport } from '../../core/report.js';
import { printable } from './printable.js';

/** Whether a row's label shows the trial's id: `− conv2`, `conv2 → nn.Identity()`; that of a hint's trial is a title. */
export function showsId({ id, label }: Pick<TrialReport, 'id' | 'label'>): boolean {
  return label === id || label.startsWith(`− ${id}`) || label.startsWith(`${id} `);
}

/** How a note below a table calls a row: by `id` in a terminal, where commands take it, else by what the row shows. */
export function rowName(trial: Pick<TrialReport, 'id' | 'label'>, by: 'id' | 'label'): string {
  return printable(by === 'id' || showsId(trial) ? trial.id : trial.label);
}
