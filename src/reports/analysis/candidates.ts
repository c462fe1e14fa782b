import type { MetricSource } from '../../core/metric.js';
import type { CompletedOutcome } from '../../core/outcome.js';
import type { CandidateMetric } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import { inferDirection } from './metric-direction.js';
import { runsByTrial } from './runs-by-trial.js';

/** Every metric that any completed run gave, in the order of first appearance. */
export function candidateMetrics(record: StudyRecord): CandidateMetric[] {
  const candidates = new Map<string, { source: MetricSource; runs: number }>();
  for (const outcome of completedOutcomes(record)) {
    for (const { name, source } of outcome.metrics) {
      const known = candidates.get(name);
      candidates.set(name, { source: known?.source ?? source, runs: (known?.runs ?? 0) + 1 });
    }
  }
  return [...candidates].map(([name, { source, runs }]) => ({
    name,
    source,
    direction: directionOf(record, name),
    runs,
  }));
}

/** The outcomes of completed runs, of one trial where one is given. */
export function completedOutcomes(record: StudyRecord, trialId?: string): CompletedOutcome[] {
  const runs = trialId === undefined ? record.runs : runsByTrial(record, trialId);
  return runs.flatMap(({ outcome }) => (outcome?.kind === 'completed' ? [outcome] : []));
}

/** Which way is better: what the user said of this metric, then of all, then what its name says. */
export function directionOf(record: StudyRecord, name: string): CandidateMetric['direction'] {
  const { directions } = record.requestedMetrics;
  return directions[name] ?? directions['*'] ?? inferDirection(name).direction;
}
