import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the children of a process. Linux only. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

/** The fork server of a running command line. */
export function serverOf(controller: number): number | undefined {
  return childrenOf(controller).find((child) => commandOf(child).includes('fork_server/serve.py'));
}

export function isRunning(pid: number): boolean {
  return parentOf(pid) !== undefined;
}

/** Of a zombie there is none. */
export function parentOf(pid: number): number | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? undefined : Number(parent);
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1');
  } catch {
    return '';
  }
}
