import type { StudyEvent } from '../../core/event.js';
import type { FailureReason, Outcome } from '../../core/outcome.js';
import type { PlannedRun } from '../../core/trial.js';
import { unreachable } from '../../core/unreachable.js';
import { guessMetric } from '../../reports/analysis/choose-metric.js';
import { mayRun, type Strictness, type Verdict } from '../../core/verdict.js';

/** Where a study stands: a fold of its events over the runs that were planned. */
export interface StudyProgress {
  readonly runs: readonly RunProgress[];
  /** By trial id, as far as variants were judged. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly strictness: Strictness;
  /** The metric shown; before it is chosen, the one that was reported last, or the likeliest of a run that ended. */
  readonly metric: { readonly kind: 'chosen' | 'latest'; readonly name: string } | { readonly kind: 'none' };
  /** What models have cost in this start, US dollars; 0 where no price is known. */
  readonly modelCostUsd: number;
  /** The most runs that were seen at one time: the slots, as far as one can see. */
  readonly mostAtOnce: number;
}

interface RunBase {
  readonly run: PlannedRun;
  /** The last value of each metric, in the order they were first reported. */
  readonly latest: ReadonlyMap<string, number>;
}

export type RunProgress =
  | (RunBase & { readonly state: 'waiting' | 'finished-earlier' })
  | (RunBase & { readonly state: 'running'; readonly startedAtMs: number })
  | (RunBase & { readonly state: 'completed'; readonly durationMs: number })
  | (RunBase & { readonly state: 'failed'; readonly reason: FailureReason });

/** `finished`: identities of the runs that an earlier start of the study finished. */
export function initialProgress(
  planned: readonly PlannedRun[],
  finished: ReadonlySet<string>,
  strictness: Strictness,
): StudyProgress {
  const runs = planned.map((run): RunProgress => {
    return { run, state: finished.has(run.identity) ? 'finished-earlier' : 'waiting', latest: new Map() };
  });
  return { runs, verdicts: new Map(), strictness, metric: { kind: 'none' }, modelCostUsd: 0, mostAtOnce: 1 };
}

/** The same study with more runs: what is known of those it had stays. */
export function withPlannedRuns(
  progress: StudyProgress,
  planned: readonly PlannedRun[],
  finished: ReadonlySet<string>,
): StudyProgress {
  const known = new Map(progress.runs.map((entry) => [entry.run.identity, entry]));
  const fresh = initialProgress(planned, finished, progress.strictness).runs;
  return { ...progress, runs: fresh.map((entry) => ({ ...(known.get(entry.run.identity) ?? entry), run: entry.run })) };
}

/** The runs that count: those of a variant that was judged unfit are no longer waited for. */
export function awaitedRuns(progress: StudyProgress): readonly RunProgress[] {
  return progress.runs.filter(({ run }) => !isRefused(progress, run.trialId));
}

export function isRefused({ verdicts, strictness }: StudyProgress, trialId: string): boolean {
  const verdict = verdicts.get(trialId);
  return verdict !== undefined && !mayRun(verdict, strictness);
}

export function hasEnded({ state }: RunProgress): boolean {
  return state === 'completed' || state === 'failed' || state === 'finished-earlier';
}

/** The next state of the study. Events of runs that are not planned change nothing. */
export function nextProgress(progress: StudyProgress, event: StudyEvent): StudyProgress {
  switch (event.type) {
    case 'run-started': {
      const startedAtMs = Date.parse(event.at);
      const next = withRun(progress, event.run, (base) => ({ ...base, state: 'running', startedAtMs }));
      const running = next.runs.filter(({ state }) => state === 'running').length;
      return { ...next, mostAtOnce: Math.max(next.mostAtOnce, running) };
    }
    case 'run-progressed': {
      const next = withRun(progress, event.run, (base, former) => {
        return { ...former, latest: new Map([...base.latest, [event.metric, event.value]]) };
      });
      return withLatestMetric(next, event.metric);
    }
    case 'run-ended': {
      const next = withRun(progress, event.run, (base) => ended(base, event.outcome));
      const guess = guessMetric(event.outcome.metrics) ?? event.outcome.metrics.at(-1);
      return guess === undefined ? next : withLatestMetric(next, guess.name);
    }
    case 'run-kept':
      return withRun(progress, event.run, (base) => ({ ...base, state: 'finished-earlier' }));
    case 'metric-chosen':
      return { ...progress, metric: { kind: 'chosen', name: event.choice.name } };
    case 'variant-judged':
      return { ...progress, verdicts: new Map([...progress.verdicts, [event.trialId, event.verdict]]) };
    case 'model-called':
      return { ...progress, modelCostUsd: progress.modelCostUsd + (event.costUsd ?? 0) };
    case 'hint-read':
    case 'variant-asked':
    case 'variant-given-up':
    case 'commentary-written':
    case 'study-started':
    case 'study-planned':
    case 'reproducibility-checked':
    case 'forking-decided':
    case 'study-ended':
    case 'note-made':
      return progress;
    default:
      return unreachable(event);
  }
}

function ended(base: RunBase, outcome: Outcome): RunProgress {
  const latest = new Map(outcome.metrics.map(({ name, value }) => [name, value]));
  return outcome.kind === 'completed'
    ? { run: base.run, latest, state: 'completed', durationMs: outcome.durationMs }
    : { run: base.run, latest, state: 'failed', reason: outcome.reason };
}

function withLatestMetric(progress: StudyProgress, name: string): StudyProgress {
  return progress.metric.kind === 'chosen' ? progress : { ...progress, metric: { kind: 'latest', name } };
}

/** Planned runs that execute the same share an identity, and so the one run of it. */
function withRun(
  progress: StudyProgress,
  { identity }: PlannedRun,
  change: (base: RunBase, former: RunProgress) => RunProgress,
): StudyProgress {
  const runs = progress.runs.map((former) =>
    former.run.identity === identity ? change({ run: former.run, latest: former.latest }, former) : former,
  );
  return { ...progress, runs };
}
