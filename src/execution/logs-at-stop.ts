import { readFileSync, writeFileSync } from 'node:fs';
import { logsUntilNow, type LogsUntil } from './metrics/logs-until.js';
import type { RunFiles } from './run-files.js';

/** Notes how far a run had come when it was told to end: what it says from then on may be an answer to that. */
export function noteLogsAtStop(files: RunFiles): void {
  try {
    writeFileSync(files.logsAtStop, JSON.stringify(logsUntilNow(files)));
  } catch {
    // Without the note nothing of the run is compared; ending it must not fail for that.
  }
}

/** Undefined where the run ended by itself, or nothing could be noted. */
export function readLogsAtStop(files: RunFiles): LogsUntil | undefined {
  try {
    return JSON.parse(readFileSync(files.logsAtStop, 'utf8')) as LogsUntil;
  } catch {
    return undefined;
  }
}
