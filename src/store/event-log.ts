import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { KeptEvent } from '../core/event.js';
import { UserError } from '../core/user-error.js';
import { isForeignEvent, isKeptEvent } from './stored-shapes.js';

/** Appends to `events.jsonl`. One controller writes, anybody may read. */
export interface EventLog {
  append(event: KeptEvent): void;
  [Symbol.dispose](): void;
}

/**
 * Opens the log for appending. A last line that a crash cut short is closed with a line end first,
 * so that it spoils nothing but itself.
 */
export function openEventLog(file: string): EventLog {
  const torn = isRegularFile(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'));
  const descriptor = openSync(file, 'a');
  if (torn) writeSync(descriptor, '\n');
  return {
    append(event) {
      try {
        writeSync(descriptor, `${JSON.stringify(event, encodeNonFinite)}\n`);
      } catch (error) {
        throw new UserError(
          `Cannot write ${file}: ${error instanceof Error ? error.message : String(error)}. ` +
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

/** The events, and where something else stands between them. */
export function readEventLog(file: string): EventLogContent {
  const [events, strangeLines]: [KeptEvent[], number[]] = [[], []];
  const lines = isRegularFile(file) ? readFileSync(file, 'utf8').split('\n') : [];
  for (const [index, line] of lines.entries()) {
    const value = parseLine(line);
    if (isKeptEvent(value)) events.push(value);
    else if (value !== undefined && !isForeignEvent(value)) strangeLines.push(index + 1);
  }
  return { events, strangeLines };
}

/** To open a named pipe waits for whoever writes into it. */
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
