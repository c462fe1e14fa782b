import type { RunRequest } from '../executor.js';
import { claimRun, readClaim, WITHDRAWN } from './batch-folder.js';
import type { BatchRuns, OpenRun } from './batch-runs.js';
import { cancelled } from './cancelled.js';

/** What has or may yet take a run that the study does not want any more: tasks that have one, and whole jobs where it wants none. */
export function jobsOfUnwanted(runs: BatchRuns, isWanted: (request: RunRequest) => boolean): readonly string[] {
  const unwanted = unwantedOf(runs, isWanted);
  if (unwanted.length > 0 && unwanted.length === runs.open.length) return runs.jobIds;
  return unwanted.flatMap(({ position }) => takerOf(runs, position) ?? []);
}

/** Runs that the study does not want any more are nobody's to take, and not waited for. The tasks that have them are returned. */
export function withdrawUnwanted(runs: BatchRuns, isWanted: (request: RunRequest) => boolean): string[] {
  return unwantedOf(runs, isWanted).flatMap(({ position, run }) => {
    const wasFree = claimRun(runs.batch, position, WITHDRAWN);
    run.finish(cancelled(run.request));
    return wasFree ? [] : (takerOf(runs, position) ?? []);
  });
}

function unwantedOf(runs: BatchRuns, isWanted: (request: RunRequest) => boolean): OpenRun[] {
  return runs.open.filter(({ run }) => !isWanted(run.request));
}

/** The task that took a run; undefined where nobody did, or where it cannot be read yet. */
function takerOf({ batch }: BatchRuns, position: number): string | undefined {
  const taskId = readClaim(batch, position)?.taskId;
  return taskId === WITHDRAWN ? undefined : taskId;
}
