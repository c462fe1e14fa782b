import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes whose environment has this entry (`NAME=value`), without this one. Linux only. */
export function processesNaming(entry: string): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').split('\0').includes(entry) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}
