import path from 'node:path';
import { pathBelow } from '../../core/paths-below.js';
import { logLines } from './log-lines.js';
import { readTracebacks, type Frame, type Traceback } from './traceback.js';

/** What the frames of a trace are to be understood with. */
export interface TraceQuestion {
  /** The folder the run had its copy of the project in. Absolute. */
  readonly root: string;
  /** The text of a file as the run had it, by path relative to `root`; undefined where there is none. */
  readonly sourceOf: (file: string) => string | undefined;
}

/** Lines of source on each side of the one that failed. */
const AROUND = 2;
const LONGEST_MESSAGE = 2000;
const LONGEST_TRACE = 10_000;
/** Of a program that died without a traceback. */
const LAST_LINES = 20;

/**
 * What a model needs of a failed run's stderr to repair its edit: the last report of an exception with all its
 * causes, the project's own frames with their source, frames of libraries counted, no progress bars. Where no
 * exception was reported: the last lines. Empty where nothing was said.
 */
export function cleanTrace(stderr: string, question: TraceQuestion): string {
  const lines = logLines(stderr);
  const reports = readTracebacks(lines);
  // A launcher reports afterwards that what it launched has failed.
  const report =
    reports.findLast((parts) => parts.some((part) => part.frames.some((f) => isOwn(f, question)))) ?? reports.at(-1);
  const text =
    report === undefined
      ? lines
          .filter((line) => line !== '')
          .slice(-LAST_LINES)
          .join('\n')
      : report.map((part) => inWords(part, question)).join('\n');
  return shortened(text, LONGEST_TRACE);
}

function inWords(part: Traceback, question: TraceQuestion): string {
  const lines: string[] = [];
  let folded: Frame[] = [];
  for (const frame of part.frames) {
    if (isOwn(frame, question)) {
      lines.push(...foldedInWords(folded), ...ownInWords(frame, question));
      folded = [];
    } else if (!isInjected(frame)) folded.push(frame);
  }
  const header = part.header === '' ? [] : [part.header];
  const message = shortened(part.message.join('\n'), LONGEST_MESSAGE);
  const link = part.link.length === 0 ? [] : ['', ...part.link, ''];
  return [...link, ...header, ...lines, ...foldedInWords(folded), message].join('\n');
}

function ownInWords(frame: Frame, question: TraceQuestion): string[] {
  const file = relativeTo(question.root, frame.file);
  const place = frame.function === undefined ? '' : `, in ${frame.function}`;
  return [`  File "${file}", line ${frame.line}${place}`, ...sourceAround(frame, question.sourceOf(file))];
}

function sourceAround(frame: Frame, source: string | undefined): string[] {
  const repeated = frame.shown.filter((line) => line.startsWith('  [Previous line'));
  const lines = source?.replace(/\r?\n$/, '').split(/\r?\n/) ?? [];
  // Where it could not be parsed, Python's own marker says at which character.
  if (frame.function === undefined || lines[frame.line - 1] === undefined) {
    return frame.function === undefined ? [...frame.shown] : frame.shown.filter((line) => !isMarker(line));
  }
  const from = Math.max(frame.line - 1 - AROUND, 0);
  const part = lines.slice(from, frame.line + AROUND);
  const width = String(from + part.length).length;
  const shown = part.map((line, index) => {
    const number = from + index + 1;
    return `    ${number === frame.line ? '>' : ' '} ${String(number).padStart(width)} | ${line}`.trimEnd();
  });
  return [...shown, ...repeated];
}

/** `    ~~~~^^^^`, since Python 3.11. */
function isMarker(line: string): boolean {
  return /^[\s~^]*$/.test(line);
}

function foldedInWords(frames: readonly Frame[]): string[] {
  if (frames.length === 0) return [];
  const names = [...new Set(frames.map(({ file }) => libraryOf(file)))].join(', ');
  return [`  ... ${frames.length} ${frames.length === 1 ? 'frame' : 'frames'} in ${names} ...`];
}

/** The package or module a file of a library belongs to. */
function libraryOf(file: string): string {
  const frozen = /^<frozen (\w+)/.exec(file)?.[1];
  const installed = /(?:site|dist)-packages\/([^/]+)/.exec(file)?.[1] ?? /\/python3?[\d.]*t?\/([^/]+)/.exec(file)?.[1];
  return frozen ?? (installed ?? path.basename(file)).replace(/\.pyc?$/, '');
}

function isOwn({ file }: Frame, { root, sourceOf }: TraceQuestion): boolean {
  if (/\/(?:site|dist)-packages\//.test(file)) return false;
  const relative = relativeTo(root, file);
  return path.isAbsolute(file) ? relative !== file : sourceOf(relative) !== undefined;
}

/** The project's file as the project calls it; others come back as they are. */
function relativeTo(root: string, file: string): string {
  if (!path.isAbsolute(file)) return path.normalize(file);
  return pathBelow(root, file) ?? file;
}

/** What watches the run is none of the script's business. */
function isInjected({ file }: Frame): boolean {
  return file.includes('/ablationmage_probe/');
}

/** The start and, mostly, the end, where the cause stands; how much is missing is said. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const start = Math.floor(longest / 3);
  const end = longest - start;
  return `${text.slice(0, start)}\n... ${text.length - longest} characters left out ...\n${text.slice(-end)}`;
}
