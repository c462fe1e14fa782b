import type { LineChange } from '../../core/hint-trial.js';
import { failure, success, type Result } from '../../core/result.js';
import { codeOfLine, squeezedCode } from '../../source/code-of-line.js';

/** A change of a line as a model writes it. */
export interface WrittenChange {
  /** From 1. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/**
 * The changes with their places in the file, which are known again when numbers of lines have shifted. A number that is
 * wrong is forgiven where the line stands once. Fails with the lines that are not there, for the model.
 */
export function locateChanges(changes: readonly WrittenChange[], source: string): Result<LineChange[], string> {
  const lines = source.split('\n').map(codeOfLine);
  const located: LineChange[] = [];
  const missing: string[] = [];
  for (const { line, before, after } of changes) {
    // A mark is no part of what is approved.
    const code = codeOfLine(before);
    const places = lines.flatMap((each, index) => (each === code ? [index] : []));
    const place = places.length === 1 ? places[0] : places.find((index) => index === line - 1);
    if (code === '' || place === undefined) missing.push(`line ${line}: ${before}`);
    else located.push({ before: code, after: dedented(after), occurrence: occurrenceOf(lines, place) });
  }
  if (missing.length === 0) return success(located);
  return failure(`These lines under "before" do not stand at their place in the file:\n${missing.join('\n')}`);
}

/** Which of the lines that say the same, as `approvedLines` counts them. */
function occurrenceOf(lines: readonly string[], place: number): number {
  const keys = lines.slice(0, place + 1).map(squeezedCode);
  return keys.filter((key) => key === keys[place]).length;
}

function dedented(text: string): string {
  const lines = text
    .replaceAll('\r', '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const indent = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n');
}
