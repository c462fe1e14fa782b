import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';

/** The memory this machine has, or the container we are in may use, in bytes. */
export function availableMemoryBytes(): number {
  const limits = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'].map(readLimit);
  return Math.min(totalmem(), ...limits.filter((limit) => limit !== undefined));
}

function readLimit(file: string): number | undefined {
  try {
    const limit = Number(readFileSync(file, 'utf8'));
    return Number.isFinite(limit) && limit > 0 ? limit : undefined;
  } catch {
    return undefined;
  }
}
