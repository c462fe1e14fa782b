import { statSync } from 'node:fs';
import type { RunFiles } from '../run-files.js';

/**
 * How much of a run's logs was there at a moment in the middle of the run: the last line may be half of one, and a progress bar
 * would have been written over. In bytes.
 */
export interface LogsUntil {
  readonly stdout: number;
  readonly stderr: number;
  readonly metrics: number;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** What there is by now. */
export function logsUntilNow({ stdout, stderr, metrics }: RunFiles): LogsUntil {
  return { stdout: sizeOf(stdout), stderr: sizeOf(stderr), metrics: sizeOf(metrics), atMs: Date.now() };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
