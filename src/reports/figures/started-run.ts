import type { RunReport } from '../../core/report.js';

/** A run that was started. */
export interface StartedRun extends RunReport {
  readonly startedAt: string;
  readonly durationMs: number;
}

export function isStarted(run: RunReport): run is StartedRun {
  return run.durationMs !== undefined && Number.isFinite(Date.parse(run.startedAt ?? ''));
}

/** When it began, in milliseconds since 1970. */
export function startOf({ startedAt }: StartedRun): number {
  return Date.parse(startedAt);
}
