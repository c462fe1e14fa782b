import { stripVTControlCharacters } from 'node:util';
import type { Colors } from 'picocolors/types.js';
import type { TrialReport } from '../../core/report.js';
import { evidenceInWords, verdictInWords } from '../../core/verdict-in-words.js';
import { printable } from './printable.js';
import { verdictPaint } from './verdict-paint.js';

/** What of a trial its diff is shown with; a prepared trial that never ran has it too. */
export type DiffedTrial = Pick<TrialReport, 'id' | 'label' | 'origin' | 'notes' | 'diff' | 'arguments' | 'verdict'>;

/** What `ablationmage diff conv2` prints: where the variant comes from, how it was judged, then its unified diff. */
export function renderDiff(trial: DiffedTrial, colours: Colors): string {
  const facts = [
    `origin: ${printable(trial.origin)}`,
    ...trial.notes.map((note) => `note: ${printable(note)}`),
    ...(trial.arguments.length > 0 ? [`added arguments: ${printable(trial.arguments.join(' '))}`] : []),
  ];
  const title = `${printable(trial.label)}${trial.label === trial.id ? '' : ` (${printable(trial.id)})`}`;
  const lines = trial.diff.replace(/\n$/u, '').split('\n');
  const body = trial.diff === '' ? ['no change of the files'] : lines.map((line) => diffLine(line, colours));
  return `${[colours.bold(title), ...facts.map(colours.dim), ...verdictLines(trial, colours), '', ...body].join('\n')}\n`;
}

function verdictLines({ verdict }: DiffedTrial, colours: Colors): string[] {
  if (verdict === undefined) return [];
  const paint = verdictPaint(verdict.kind, colours);
  return [
    paint(`verdict: ${verdictInWords(verdict)}`),
    ...verdict.reasons.map((reason) => paint(`  ${printable(evidenceInWords(reason))}`)),
    ...verdict.notes.map((note) => colours.dim(`  note: ${printable(evidenceInWords(note))}`)),
  ];
}

function diffLine(line: string, colours: Colors): string {
  const text = stripVTControlCharacters(line).replace(/\r$/u, '');
  if (/^(?:---|\+\+\+) /u.test(text)) return colours.bold(text);
  if (text.startsWith('@@')) return colours.cyan(text);
  if (text.startsWith('+')) return colours.green(text);
  if (text.startsWith('-')) return colours.red(text);
  return text;
}
