import { awaitedRuns, type RunProgress, type StudyProgress } from './progress.js';

/** Milliseconds until the last run of each trial, and of the study, is expected to end. */
export interface TimeLeft {
  readonly studyMs: number;
  readonly byTrialMs: ReadonlyMap<string, number>;
}

/**
 * Lets the waiting runs take the slots in their order, each for the mean duration of its trial's
 * completed runs (of all completed runs, where its trial has none). Undefined before any run
 * completed: there is nothing to go by.
 */
export function timeLeft(progress: StudyProgress, nowMs: number): TimeLeft | undefined {
  const expected = expectedDurations(progress);
  if (expected === undefined) return undefined;
  const awaited = awaitedRuns(progress);
  const freeAtMs: number[] = [];
  const byTrialMs = new Map<string, number>();
  const occupyUntil = (trialId: string, endMs: number) => {
    freeAtMs.push(endMs);
    byTrialMs.set(trialId, Math.max(byTrialMs.get(trialId) ?? 0, endMs));
  };
  for (const run of awaited) {
    if (run.state !== 'running') continue;
    occupyUntil(run.run.trialId, Math.max(0, expected(run) - (nowMs - run.startedAtMs)));
  }
  while (freeAtMs.length < progress.mostAtOnce) freeAtMs.push(0);
  for (const run of awaited) {
    if (run.state !== 'waiting') continue;
    freeAtMs.sort((a, b) => a - b);
    occupyUntil(run.run.trialId, (freeAtMs.shift() ?? 0) + expected(run));
  }
  return { studyMs: Math.max(0, ...byTrialMs.values()), byTrialMs };
}

function expectedDurations(progress: StudyProgress): ((run: RunProgress) => number) | undefined {
  const all: number[] = [];
  const byTrial = new Map<string, number[]>();
  for (const run of progress.runs) {
    if (run.state !== 'completed') continue;
    all.push(run.durationMs);
    byTrial.set(run.run.trialId, [...(byTrial.get(run.run.trialId) ?? []), run.durationMs]);
  }
  if (all.length === 0) return undefined;
  const overallMs = mean(all);
  const meanByTrial = new Map([...byTrial].map(([trialId, durations]) => [trialId, mean(durations)]));
  return (run) => meanByTrial.get(run.run.trialId) ?? overallMs;
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}
