import { readFileSync, statSync } from 'node:fs';
import { constants } from 'node:os';
import type { ProcessEnd } from '../process/spawn-run.js';

const LONGEST_SAYING = 1000;

/**
 * How the program in bubblewrap ended, told from how bubblewrap did: that exits with 128 + the number of the
 * signal, and with 1 and a line of its own on stderr (`stderrPath`) where it could not start the program.
 */
export function endInSandbox(end: ProcessEnd, stderrPath: string): ProcessEnd {
  if (end.kind !== 'exited') return end;
  const signal = Object.entries(constants.signals).find(([, number]) => number === end.exitCode - 128)?.[0];
  if (signal !== undefined) return { kind: 'signalled', signal };
  if (end.exitCode !== 1) return end;
  const complaint = /^bwrap: (.*)\n?$/.exec(readIfShort(stderrPath))?.[1];
  return complaint === undefined ? end : { kind: 'could-not-start', message: explain(complaint) };
}

function explain(complaint: string): string {
  const program = /^execvp (.*): No such file or directory$/.exec(complaint)?.[1];
  return program === undefined
    ? `the sandbox of the run could not be set up: ${complaint}`
    : `${program}: no such program. Is it installed, and is its path right?`;
}

function readIfShort(file: string): string {
  try {
    return statSync(file).size > LONGEST_SAYING ? '' : readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
