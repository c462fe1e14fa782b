import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { PlannedRun } from '../core/trial.js';
import type { RunningRun } from '../core/study-view.js';
import { attemptDirectoryName, runDirectoryName } from '../store/study-folder.js';
import type { StudyFacts } from './study-facts.js';

/**
 * The runs that are being executed: they have a folder and, later than the log's last word on them, an attempt
 * without an outcome. Only of a study that somebody works on; else such a folder is what a crash left.
 */
export async function runningRuns(directory: string, facts: StudyFacts): Promise<RunningRun[]> {
  const waiting = new Map<string, PlannedRun>();
  for (const run of facts.awaited) {
    if (facts.finished.get(run.identity)?.outcome.kind !== 'completed') waiting.set(runDirectoryName(run), run);
  }
  const folders = new Set([...waiting.keys()].map((name) => path.posix.dirname(name)));
  const found = await Promise.all([...folders].map((folder) => attemptsIn(directory, folder, waiting, facts)));
  return found.flat().sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

async function attemptsIn(
  directory: string,
  folder: string,
  waiting: ReadonlyMap<string, PlannedRun>,
  facts: StudyFacts,
): Promise<RunningRun[]> {
  const names = await readdir(path.join(directory, folder)).catch(() => []);
  const runs = names.flatMap((name) => {
    const run = waiting.get(path.posix.join(folder, name));
    return run === undefined ? [] : [run];
  });
  const started = await Promise.all(runs.map((run) => startOf(directory, run, facts)));
  return started.flatMap((run) => run ?? []);
}

async function startOf(directory: string, run: PlannedRun, facts: StudyFacts): Promise<RunningRun | undefined> {
  const attempt = await lastAttempt(directory, run);
  const ended = facts.finished.get(run.identity);
  if (attempt === undefined) return undefined;
  if (ended !== undefined && attempt === attemptDirectoryName(ended.run, ended.outcome.attempt)) return undefined;
  const made = await stat(path.join(directory, attempt)).catch(() => undefined);
  if (made === undefined) return undefined;
  const startedAt = new Date(made.birthtimeMs > 0 ? made.birthtimeMs : made.mtimeMs).toISOString();
  return { trialId: run.trialId, seedIndex: run.seedIndex, startedAt };
}

/** The folder of a run's last attempt, relative to the study's; undefined where it has none. */
export async function lastAttempt(directory: string, run: PlannedRun): Promise<string | undefined> {
  const folder = runDirectoryName(run);
  const names = await readdir(path.join(directory, folder)).catch(() => []);
  const attempts = names.flatMap((name) => /^attempt(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  return attempts.length === 0 ? undefined : path.posix.join(folder, `attempt${Math.max(...attempts)}`);
}
