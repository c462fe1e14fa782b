import type { FailureReason } from '../../core/outcome.js';
import type { RunProgress, StudyProgress } from './progress.js';

/** The runs of one trial, counted. */
export interface TrialProgress {
  readonly trialId: string;
  readonly state: 'waiting' | 'running' | 'pausing' | 'ended';
  readonly planned: number;
  /** Ended runs, the failed ones too. */
  readonly ended: number;
  readonly failed: number;
  readonly lastFailure?: FailureReason;
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
  return [...runsByTrial].map(([trialId, runs]) => trialProgress(trialId, runs, metric));
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

function hasEnded({ state }: RunProgress): boolean {
  return state === 'completed' || state === 'failed' || state === 'finished-earlier';
}

/** Of what is running, else of what completed last; what a failed run measured is never shown. */
function latestValue(runs: readonly RunProgress[], metric: string): number | undefined {
  for (const state of ['running', 'completed'] as const) {
    const found = runs.findLast((run) => run.state === state && run.latest.has(metric));
    if (found !== undefined) return found.latest.get(metric);
  }
  return undefined;
}
