import { stripVTControlCharacters } from 'node:util';
import type { Colors } from 'picocolors/types.js';
import type { TrialReport } from '../../core/report.js';
import { printable } from './printable.js';

/** What of a trial its diff is shown with; a prepared trial that never ran has it too. */
export type DiffedTrial = Pick<TrialReport, 'id' | 'label' | 'origin' | 'notes' | 'diff' | 'arguments'>;

/** What `ablationmage diff conv2` prints: where the variant comes from, then its unified diff. */
export function renderDiff(trial: DiffedTrial, colours: Colors): string {
  const facts = [
    `origin: ${printable(trial.origin)}`,
    ...trial.notes.map((note) => `note: ${printable(note)}`),
    ...(trial.arguments.length > 0 ? [`added arguments: ${printable(trial.arguments.join(' '))}`] : []),
  ];
  const title = `${printable(trial.label)}${trial.label === trial.id ? '' : ` (${printable(trial.id)})`}`;
  const lines = trial.diff.replace(/\n$/u, '').split('\n');
  const body = trial.diff === '' ? ['no change of the files'] : lines.map((line) => diffLine(line, colours));
  return `${[colours.bold(title), ...facts.map(colours.dim), '', ...body].join('\n')}\n`;
}

function diffLine(line: string, colours: Colors): string {
  const text = stripVTControlCharacters(line).replace(/\r$/u, '');
  if (/^(?:---|\+\+\+) /u.test(text)) return colours.bold(text);
  if (text.startsWith('@@')) return colours.cyan(text);
  if (text.startsWith('+')) return colours.green(text);
  if (text.startsWith('-')) return colours.red(text);
  return text;
}
