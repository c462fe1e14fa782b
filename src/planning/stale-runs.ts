import { statSync } from 'node:fs';
import path from 'node:path';
import type { Outcome, ReadFile } from '../core/outcome.js';
import type { PlannedRun } from '../core/trial.js';

/** What the planned runs find of earlier ones. */
export interface PriorWork {
  readonly run: PlannedRun;
  readonly outcome: Outcome;
}

/** A planned run whose former result was made by something else: changed sources, arguments, data ... */
export interface StaleRun {
  readonly run: PlannedRun;
  readonly former: PriorWork;
  /** Files the former run read that have changed on disk since. */
  readonly changedData: readonly string[];
}

/**
 * Completed work for the same trial and seed that no longer matches: another identity, or the data it
 * read has another size or time now. The latest former run counts.
 */
export function findStaleRuns(
  planned: readonly PlannedRun[],
  finished: ReadonlyMap<string, PriorWork>,
  projectRoot: string,
): StaleRun[] {
  const latest = new Map<string, PriorWork>();
  for (const work of finished.values()) {
    if (work.outcome.kind === 'completed') latest.set(JSON.stringify([work.run.trialId, work.run.seedIndex]), work);
  }
  const isChanged = rememberingChanges(projectRoot);
  return planned.flatMap((run) => {
    const current = finished.get(run.identity);
    if (current !== undefined) {
      const changedData = current.outcome.readFiles.filter(isChanged).map((file) => file.path);
      return changedData.length > 0 ? [{ run, former: current, changedData }] : [];
    }
    const former = latest.get(JSON.stringify([run.trialId, run.seedIndex]));
    return former === undefined ? [] : [{ run, former, changedData: [] }];
  });
}

/** All runs of a study read the same data: each file is looked at once. */
function rememberingChanges(projectRoot: string): (file: ReadFile) => boolean {
  const seen = new Map<string, boolean>();
  return (file) => {
    const key = JSON.stringify([file.path, file.sizeBytes, file.modifiedMs]);
    const known = seen.get(key);
    if (known !== undefined) return known;
    const now = statSync(path.resolve(projectRoot, file.path), { throwIfNoEntry: false });
    const changed = now?.size !== file.sizeBytes || Math.abs(now.mtimeMs - file.modifiedMs) > 1;
    seen.set(key, changed);
    return changed;
  };
}
