import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync, writeSync, type Stats } from 'node:fs';
import { messageOf } from '../core/message-of.js';
import type { KeptEvent } from '../core/event.js';
import { UserError } from '../core/user-error.js';
import type { StudyLock } from './study-lock.js';
import { isForeignEvent, isKeptEvent } from './stored-shapes.js';

/** Appends to `events.jsonl`. One controller writes, anybody may read. */
export interface EventLog {
  append(event: KeptEvent): void;
  [Symbol.dispose](): void;
}

/**
 * Opens the log for appending; a last line that a crash cut short is closed with a line end first, so that it spoils nothing but
 * itself. Whoever appends has to have `lock`: it throws where another process has the study by now.
 */
export function openEventLog(file: string, lock: Pick<StudyLock, 'demand'>): EventLog {
  const torn = isRegularFile(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'));
  const descriptor = openSync(file, 'a');
  if (torn) writeSync(descriptor, '\n');
  return {
    append(event) {
      lock.demand();
      try {
        writeSync(descriptor, `${JSON.stringify(event, encodeNonFinite)}\n`);
      } catch (error) {
        throw new UserError(
          `Cannot write ${file}: ${messageOf(error)}. ` +
            'Finished runs are safe in their folders; make room and run the same command again.',
        );
      }
    },
    [Symbol.dispose]() {
      closeSync(descriptor);
    },
  };
}

/** All events, in order. Lines that are no whole event are passed over: the run they spoke of is in its own folder. */
export function readEvents(file: string): KeptEvent[] {
  return readEventLog(file).events;
}

export interface EventLogContent {
  readonly events: KeptEvent[];
  /** From 1: lines that are whole and yet no event of any version, as no crash leaves them. */
  readonly strangeLines: readonly number[];
}

/** The log that was read last, as far as its lines were whole: a start of a study reads its log at several steps. */
interface LogRead extends EventLogContent {
  readonly file: string;
  readonly inode: number;
  readonly modifiedMs: number;
  readonly bytes: number;
  readonly lines: number;
}

let lastRead: LogRead | undefined;

/** The events, and where something else stands between them. Of a log that only grew since it was read, the rest is read. */
export function readEventLog(file: string): EventLogContent {
  const found = statSync(file, { throwIfNoEntry: false });
  // To open a named pipe waits for whoever writes into it.
  if (found?.isFile() !== true) return { events: [], strangeLines: [] };
  const known = isSameLog(lastRead, file, found) ? lastRead : undefined;
  const [events, strangeLines] = [[...(known?.events ?? [])], [...(known?.strangeLines ?? [])]];
  const bytes = readFrom(file, known?.bytes ?? 0);
  const wholeBytes = bytes.lastIndexOf('\n') + 1;
  let lines = known?.lines ?? 0;
  const take = (text: string): void => {
    for (const line of text.split('\n')) {
      lines += 1;
      const value = parseLine(line);
      if (isKeptEvent(value)) events.push(value);
      else if (value !== undefined && !isForeignEvent(value)) strangeLines.push(lines);
    }
  };
  if (wholeBytes > 0) take(bytes.toString('utf8', 0, wholeBytes - 1));
  const [inode, modifiedMs] = [found.ino, found.mtimeMs];
  lastRead = {
    ...{ file, inode, modifiedMs, lines },
    bytes: (known?.bytes ?? 0) + wholeBytes,
    events: [...events],
    strangeLines: [...strangeLines],
  };
  if (wholeBytes < bytes.length) take(bytes.toString('utf8', wholeBytes));
  return { events, strangeLines };
}

/** Whether a log can only have grown: the same file, unless its length is the old one and yet it was written to. */
function isSameLog(known: LogRead | undefined, file: string, { ino, size, mtimeMs }: Stats): known is LogRead {
  if (known?.file !== file || known.inode !== ino || size < known.bytes) return false;
  return size > known.bytes || mtimeMs === known.modifiedMs;
}

function readFrom(file: string, start: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(descriptor).size - start));
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start));
  } finally {
    closeSync(descriptor);
  }
}

function isRegularFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

/** One line of the log; undefined where it is no whole event. */
export function parseEvent(line: string): KeptEvent | undefined {
  const value = parseLine(line);
  return isKeptEvent(value) ? value : undefined;
}

/** Undefined where the line is cut off or no JSON. */
function parseLine(line: string): unknown {
  try {
    return parseWithNonFinite(line);
  } catch {
    return undefined;
  }
}

/** JSON has no NaN and no infinity, yet a diverged run's metrics are just that. */
export function encodeNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? { nonFinite: String(value) } : value;
}

/** As `JSON.parse` with `decodeNonFinite`, and several times as fast for the many texts that have nothing to decode. */
export function parseWithNonFinite(text: string): unknown {
  return JSON.parse(text, text.includes('"nonFinite"') ? decodeNonFinite : undefined);
}

export function decodeNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'nonFinite' in value ? Number(value.nonFinite) : value;
}
