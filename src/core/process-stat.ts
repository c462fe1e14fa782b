import { closeSync, openSync, readSync } from 'node:fs';

/** What /proc says of one process. */
export interface ProcessStat {
  /** One letter of proc(5): `T` is stopped, `Z` and `X` are dead. */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** In clock ticks since boot: together with the pid it names a process for ever. */
  readonly startTicks: number;
  readonly residentPages: number;
}

/**
 * Undefined where there is no such process, or no /proc. Synchronous: a table of processes that is read in parts would tear. Fields
 * as proc(5) numbers them; the command in field 2 may itself hold blanks and parentheses.
 */
export function readProcessStat(pid: number): ProcessStat | undefined {
  let line: string;
  try {
    line = readProcFile(`/proc/${pid}/stat`);
  } catch {
    return undefined;
  }
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const field = (number: number): number => Number(fields[number - 3]);
  return {
    state: fields[0] ?? '',
    parent: field(4),
    group: field(5),
    session: field(6),
    startTicks: field(22),
    residentPages: field(24),
  };
}

/**
 * Node's own `readFileSync` takes a fresh 64 KiB for every file whose size it cannot know, as all in /proc:
 * with hundreds of processes, looked at often, that is most of what a short run costs.
 */
const chunk = Buffer.alloc(65_536);

/** Throws where it cannot be read. */
export function readProcFile(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    let text = '';
    for (let size = readSync(descriptor, chunk); size > 0; size = readSync(descriptor, chunk)) {
      text += chunk.toString('latin1', 0, size);
    }
    return text;
  } finally {
    closeSync(descriptor);
  }
}
