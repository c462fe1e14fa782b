import type { Colors } from 'picocolors/types.js';
import stringWidth from 'string-width';
import type { Diagnostic, SourcePlace } from '../../core/diagnostic.js';
import { unreachable } from '../../core/unreachable.js';
import { printable } from '../../reports/formats/printable.js';

const TAB = '    ';
/** Longer source lines (data, minified code) are cut around the place that is meant. */
const LONGEST_SOURCE = 100;

/**
 * `train.py:12:5 error: message`, then the source line and a squiggle under what is meant. Ends
 * without a newline.
 */
export function formatDiagnostic(diagnostic: Diagnostic, colours: Colors): string {
  const { place, severity } = diagnostic;
  const message = `${severityPaint(severity, colours)(`${severity}:`)} ${printable(diagnostic.message)}`;
  if (place === undefined) return message;
  return [`${colours.cyan(address(place))} ${message}`, ...sourceLines(place, severity, colours)].join('\n');
}

/** Several diagnostics, an empty line between those that show source. */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], colours: Colors): string {
  return diagnostics
    .map((diagnostic, index) => {
      const isLast = index === diagnostics.length - 1;
      const showsSource = diagnostic.place?.sourceLine !== undefined;
      return formatDiagnostic(diagnostic, colours) + (showsSource && !isLast ? '\n' : '');
    })
    .join('\n');
}

function address({ file, line, column }: SourcePlace): string {
  return [printable(file), line, ...(column === undefined ? [] : [column])].join(':');
}

function sourceLines(place: SourcePlace, severity: Diagnostic['severity'], colours: Colors): string[] {
  if (place.sourceLine === undefined || place.sourceLine.trim() === '') return [];
  const source = place.sourceLine.trimEnd();
  const start = place.column === undefined ? source.search(/\S/u) : Math.min(place.column - 1, source.length);
  const end = place.column === undefined ? source.length : start + tokenLength(source, start);
  const first = source.length > LONGEST_SOURCE ? Math.max(0, start - LONGEST_SOURCE / 2) : 0;
  const last = Math.min(source.length, first + LONGEST_SOURCE);
  const before = (first > 0 ? '…' : '') + shown(source.slice(first, start));
  const meant = shown(source.slice(start, Math.min(end, last)));
  const after = shown(source.slice(Math.min(end, last), last)) + (last < source.length ? '…' : '');
  const squiggle = '~'.repeat(Math.max(1, stringWidth(meant)));
  return [
    `  ${before}${meant}${after}`,
    `  ${' '.repeat(stringWidth(before))}${severityPaint(severity, colours)(squiggle)}`,
  ];
}

/** A place has no end: the squiggle goes to the end of the name, number or sign it starts on. */
function tokenLength(source: string, start: number): number {
  return /^(?:#\w+|[\p{L}\p{N}_.]+|.)/u.exec(source.slice(start))?.[0].length ?? 1;
}

function shown(source: string): string {
  return source.replaceAll('\t', TAB).replace(/\p{Cc}/gu, '�');
}

function severityPaint(severity: Diagnostic['severity'], colours: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colours.red;
    case 'warning':
      return colours.yellow;
    case 'note':
      return colours.blue;
    default:
      return unreachable(severity);
  }
}
