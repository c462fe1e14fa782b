import { readdirSync, readFileSync } from 'node:fs';
import { readProcessStat, readProcFile } from '../../core/process-stat.js';

/** One line of the system's process table. */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** In clock ticks since boot: together with the pid it names a process for ever. */
  readonly startTicks: number;
  readonly memoryBytes: number;
}

let pageBytes: number | undefined;

/** A table read for one run serves the others that ask at nearly the same time. */
const FRESH_FOR_MS = 100;
let lastRead: { readonly at: number; readonly table: readonly ProcessEntry[] } | undefined;

/**
 * All living processes (zombies are dead), from Linux's /proc; empty on systems without it.
 * Synchronous: one read of /proc is a few milliseconds, and a table read in parts would tear.
 */
export function readProcessTable(): readonly ProcessEntry[] {
  const table: ProcessEntry[] = [];
  for (const pid of processIds()) {
    const entry = readEntry(pid);
    if (entry !== undefined) table.push(entry);
  }
  lastRead = { at: performance.now(), table };
  return table;
}

/** A table at most 100 ms old: for watching, not for deciding that a process is gone. */
export function recentProcessTable(): readonly ProcessEntry[] {
  if (lastRead !== undefined && performance.now() - lastRead.at < FRESH_FOR_MS) return lastRead.table;
  return readProcessTable();
}

/** What stands in the process's environment as it was started, `undefined` where that cannot be read. */
export function readProcessEnvironment(pid: number): string | undefined {
  try {
    return readProcFile(`/proc/${pid}/environ`);
  } catch {
    return undefined;
  }
}

/** What a process has of memory, bytes: pages that nobody else has, and pages that others have too. */
export interface MemoryUse {
  readonly ownBytes: number;
  readonly sharedBytes: number;
}

/** Undefined where it cannot be read. Slower than a line of the table. */
export function readMemoryUse(pid: number): MemoryUse | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
    const sum = (pattern: RegExp): number =>
      [...text.matchAll(pattern)].reduce((bytes, [, kilobytes]) => bytes + Number(kilobytes) * 1024, 0);
    return { ownBytes: sum(/^Private_\w+:\s+(\d+) kB/gm), sharedBytes: sum(/^Shared_\w+:\s+(\d+) kB/gm) };
  } catch {
    return undefined;
  }
}

export function readStartTicks(pid: number): number | undefined {
  return readEntry(pid)?.startTicks;
}

function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

function readEntry(pid: number): ProcessEntry | undefined {
  const stat = readProcessStat(pid);
  if (stat === undefined || stat.state === 'Z' || stat.state === 'X') return undefined;
  const { parent, group, session, startTicks, residentPages } = stat;
  return { pid, parent, group, session, startTicks, memoryBytes: residentPages * readPageBytes() };
}

/** 4 KiB nearly everywhere, 16 or 64 KiB on some ARM machines. */
function readPageBytes(): number {
  if (pageBytes === undefined) {
    const kilobytes = /^KernelPageSize:\s+(\d+) kB/m.exec(readFileSync('/proc/self/smaps', 'latin1'))?.[1];
    pageBytes = Number(kilobytes ?? 4) * 1024;
  }
  return pageBytes;
}
