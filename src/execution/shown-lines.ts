import { withoutControlSequences } from '../core/without-control-sequences.js';

const LONGEST_LINE = 500;

/** The lines of a log as a terminal would show them: no control sequences, progress bars at their last state, no empty ones. */
export function shownLines(text: string): string[] {
  return withoutControlSequences(text)
    .split('\n')
    .map((line) => lastRewrite(line).trimEnd().slice(0, LONGEST_LINE))
    .filter((line) => line !== '');
}

function lastRewrite(line: string): string {
  const states = line.split('\r').filter((state) => state.trim() !== '');
  return states.at(-1) ?? '';
}
