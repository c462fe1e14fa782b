import type { FailureReason } from '../../core/outcome.js';
import type { Verdict } from '../../core/verdict.js';
import { hasEnded, isRefused, type RunProgress, type StudyProgress } from './progress.js';

/** The runs of one trial, counted. */
export interface TrialProgress {
  readonly trialId: string;
  readonly state: 'waiting' | 'running' | 'pausing' | 'ended' | 'rejected';
  readonly planned: number;
  /** Ended runs, the failed ones too. */
  readonly ended: number;
  readonly failed: number;
  readonly lastFailure?: FailureReason;
  readonly verdict?: Verdict;
  /** The latest value of the shown metric. */
  readonly value?: number;
}

/** One entry per trial, in the order of the plan. */
export function trialProgresses(progress: StudyProgress): TrialProgress[] {
  const runsByTrial = new Map<string, RunProgress[]>();
  for (const run of progress.runs) {
    runsByTrial.set(run.run.trialId, [...(runsByTrial.get(run.run.trialId) ?? []), run]);
  }
  const metric = progress.metric.kind === 'none' ? undefined : progress.metric.name;
  return [...runsByTrial].map(([trialId, runs]) => {
    const verdict = progress.verdicts.get(trialId);
    return {
      ...(isRefused(progress, trialId) ? rejectedTrial(trialId, runs) : trialProgress(trialId, runs, metric)),
      ...(verdict && { verdict }),
    };
  });
}

/** Whatever its runs came to, it counts for nothing. */
function rejectedTrial(trialId: string, runs: readonly RunProgress[]): TrialProgress {
  return { trialId, state: 'rejected', planned: runs.length, ended: 0, failed: 0 };
}

function trialProgress(trialId: string, runs: readonly RunProgress[], metric: string | undefined): TrialProgress {
  const lastFailure = runs.flatMap((run) => (run.state === 'failed' ? [run.reason] : [])).at(-1);
  const value = metric === undefined ? undefined : latestValue(runs, metric);
  return {
    trialId,
    state: stateOf(runs),
    planned: runs.length,
    ended: runs.filter(hasEnded).length,
    failed: runs.filter(({ state }) => state === 'failed').length,
    ...(lastFailure && { lastFailure }),
    ...(value !== undefined && { value }),
  };
}

/** Between two of its runs a trial pauses: others have the slots. */
function stateOf(runs: readonly RunProgress[]): TrialProgress['state'] {
  if (runs.some(({ state }) => state === 'running')) return 'running';
  if (runs.every(hasEnded)) return 'ended';
  return runs.some(hasEnded) ? 'pausing' : 'waiting';
}

/** Of what is running, else of what completed last; what a failed run measured is never shown. */
function latestValue(runs: readonly RunProgress[], metric: string): number | undefined {
  for (const state of ['running', 'completed'] as const) {
    const found = runs.findLast((run) => run.state === state && run.latest.has(metric));
    if (found !== undefined) return found.latest.get(metric);
  }
  return undefined;
}
