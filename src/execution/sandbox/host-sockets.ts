import { lstatSync, readFileSync } from 'node:fs';

/**
 * The files of all sockets that programs of this machine listen on. Without a network namespace's help: a socket
 * with a file is reached through the file system, also a read-only one.
 */
export function hostSockets(): string[] {
  const paths = new Set(
    readTable()
      .split('\n')
      .map((line) => /^\S+: (?:\S+ +){6}(\/.*)$/.exec(line)?.[1])
      .filter((each) => each !== undefined),
  );
  return [...paths].filter(isSocket);
}

function readTable(): string {
  try {
    return readFileSync('/proc/net/unix', 'utf8');
  } catch {
    return '';
  }
}

/** Others of that name lie in other containers, or are gone. */
function isSocket(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isSocket() ?? false;
}
