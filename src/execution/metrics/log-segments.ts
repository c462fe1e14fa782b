import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { hasCode } from '../../core/error-code.js';

/** A piece of a log between line ends or carriage returns, without terminal control sequences. */
export interface LogSegment {
  readonly text: string;
  /** 1-based, counting line feeds only, as editors and `sed` do. */
  readonly line: number;
  /** The terminal would have written over it: it ended in a carriage return or in backspaces. */
  readonly overwritten: boolean;
}

/** What is longer is no line of text a metric is read from; the rest of such a line is dropped. */
const MAXIMUM_SEGMENT_LENGTH = 65_536;

const SMALLEST_READ_BYTES = 4096;
const LARGEST_READ_BYTES = 1 << 20;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BACKSPACE = 8;

/**
 * Streams a log once, in order, with bounded memory. A log that does not exist, or is no file, has no segments. Returns what no
 * line end or carriage return has come behind yet, where there is something. `bytes`: how many from its beginning count.
 */
export async function readLogSegments(
  path: string,
  onSegment: (segment: LogSegment) => void,
  bytes = Infinity,
): Promise<LogSegment | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true || bytes === 0) return undefined;
  const splitter = new SegmentSplitter(onSegment);
  // A stream allocates this much at each read, however little is in the file, and thousands of runs read three files each.
  const highWaterMark = Math.min(Math.max(found.size, SMALLEST_READ_BYTES), LARGEST_READ_BYTES);
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark, end: bytes - 1 });
  try {
    for await (const chunk of stream) splitter.push(String(chunk));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  return splitter.rest();
}

class SegmentSplitter {
  readonly #onSegment: (segment: LogSegment) => void;
  #rest = '';
  #line = 1;

  constructor(onSegment: (segment: LogSegment) => void) {
    this.#onSegment = onSegment;
  }

  push(chunk: string): void {
    const text = this.#rest + chunk;
    let start = 0;
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if (code > CARRIAGE_RETURN) continue;
      if (code === LINE_FEED) {
        this.#emit(text.slice(start, index), false);
        this.#line++;
      } else if (code === CARRIAGE_RETURN) {
        // Whether it is half of a CRLF shows only in the next character.
        if (index + 1 === text.length) break;
        if (text.charCodeAt(index + 1) === LINE_FEED) continue;
        this.#emit(text.slice(start, index), true);
      } else if (code === BACKSPACE) {
        this.#emit(text.slice(start, index), true);
      } else {
        continue;
      }
      start = index + 1;
    }
    const rest = text.slice(start);
    const endsInReturn = rest.endsWith('\r');
    this.#rest = rest.length > MAXIMUM_SEGMENT_LENGTH ? rest.slice(0, MAXIMUM_SEGMENT_LENGTH) : rest;
    if (endsInReturn && !this.#rest.endsWith('\r')) this.#rest += '\r';
  }

  rest(): LogSegment | undefined {
    return this.#segment(this.#rest, false);
  }

  #emit(raw: string, overwritten: boolean): void {
    const segment = this.#segment(raw, overwritten);
    if (segment !== undefined) this.#onSegment(segment);
  }

  #segment(raw: string, overwritten: boolean): LogSegment | undefined {
    const text = withoutControlSequences(
      raw.length > MAXIMUM_SEGMENT_LENGTH ? raw.slice(0, MAXIMUM_SEGMENT_LENGTH) : raw,
    );
    return text.trim() === '' ? undefined : { text, line: this.#line, overwritten };
  }
}

/** ECMA-48 control sequences (colours, cursor moves), operating system commands, and two-character escapes. */
const CONTROL_SEQUENCE = /\u001b\[[0-?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001b[@-Z\\-_]|\r/g;

function withoutControlSequences(text: string): string {
  return text.includes('\u001b') || text.includes('\r') ? text.replace(CONTROL_SEQUENCE, '') : text;
}
