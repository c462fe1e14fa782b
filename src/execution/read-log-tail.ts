import { open } from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';

const READ_BYTES = 65_536;
const LONGEST_LINE = 500;

/** The last lines of a log as a terminal would show them: no control sequences, progress bars at their last state. */
export async function readLogTail(file: string, lines: number): Promise<string[]> {
  const text = await readEnd(file);
  return stripVTControlCharacters(text)
    .split('\n')
    .map((line) => lastRewrite(line).trimEnd().slice(0, LONGEST_LINE))
    .filter((line) => line !== '')
    .slice(-lines);
}

/**
 * What a person wants to see of a failed run: the end of what it said on stderr, where tracebacks are,
 * after the end of what it printed. The two are separate files, so their order in time is not known.
 */
export async function readLogTails(stdoutFile: string, stderrFile: string, lines: number): Promise<string[]> {
  const errors = await readLogTail(stderrFile, lines);
  const kept = errors.slice(-Math.max(lines - 5, 0));
  const printed = await readLogTail(stdoutFile, lines - kept.length);
  return [...printed, ...kept];
}

async function readEnd(file: string): Promise<string> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { size } = await handle.stat();
    const start = Math.max(0, size - READ_BYTES);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, start);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

function lastRewrite(line: string): string {
  const states = line.split('\r').filter((state) => state.trim() !== '');
  return states.at(-1) ?? '';
}
