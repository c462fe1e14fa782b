import { open } from 'node:fs/promises';
import type { LogChunk } from '../core/study-view.js';
import { shownLines } from '../execution/shown-lines.js';

/** Read at a time: a page asks again for what follows. */
const MOST_BYTES = 256 * 1024;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * The next piece of a log from a byte on, in whole lines; a negative `from` counts from the end. A line that is
 * still being written comes as `unfinished`, and again with the next piece.
 */
export async function readLogChunk(file: string, from: number): Promise<Omit<LogChunk, 'hasEnded'>> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const start = from < 0 ? Math.max(0, size + from) : Math.min(from, size);
    const buffer = Buffer.alloc(Math.min(size - start, MOST_BYTES));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, start);
    const bytes = buffer.subarray(0, bytesRead);
    const skipped = from < 0 && start > 0 ? bytes.indexOf(LINE_FEED) + 1 : 0;
    const isMoreToCome = start + bytesRead < size;
    const end = endOfLines(bytes, isMoreToCome);
    return {
      from: start + skipped,
      to: start + end,
      size,
      lines: shownLines(bytes.toString('utf8', skipped, end)),
      unfinished: isMoreToCome ? '' : (shownLines(bytes.toString('utf8', Math.max(skipped, end))).at(-1) ?? ''),
    };
  } finally {
    await handle.close();
  }
}

/** After the last whole line. A bar that rewrote its line for longer than a piece is cut at one of its states. */
function endOfLines(bytes: Buffer, isMoreToCome: boolean): number {
  const lastLine = bytes.lastIndexOf(LINE_FEED) + 1;
  if (lastLine > 0 || !isMoreToCome) return lastLine;
  return bytes.lastIndexOf(CARRIAGE_RETURN) + 1 || bytes.length;
}
