import type { CompletedOutcome } from '../../core/outcome.js';
import type { StudyRecord } from '../../core/study-record.js';
import { BASELINE_ID } from '../../core/trial.js';
import { runsOf } from './trial-values.js';
import { variesAnyway } from './varies-anyway.js';

/**
 * Whether a trial gave bit for bit what the baseline gave, on every seed completed in both: all
 * metrics with all values of their series, clocks and the like left out. At least one seed is needed.
 */
export function isIdenticalToBaseline(record: StudyRecord, trialId: string): boolean {
  const ofBaseline = numbersBySeed(record, BASELINE_ID);
  const common = [...numbersBySeed(record, trialId)].filter(([seedIndex]) => ofBaseline.has(seedIndex));
  return common.length > 0 && common.every(([seedIndex, numbers]) => ofBaseline.get(seedIndex) === numbers);
}

/** Whether a trial gave bit for bit the same at every one of at least two seeds. */
export function isIdenticalOverSeeds(record: StudyRecord, trialId: string): boolean {
  const { among, distinct } = distinctRuns(record, trialId);
  return among > 1 && distinct === 1;
}

/**
 * Whether the whole study shows a script without chance: no trial's numbers differ between seeds, and
 * repeating a run was not seen to change the metric. One coarse metric alone can agree by accident;
 * every number of every trial hardly can.
 */
export function isDeterministic(record: StudyRecord, metric: string): boolean {
  const { reproducibility } = record;
  if (reproducibility.kind === 'differs' && (reproducibility.tolerance[metric] ?? 0) > 0) return false;
  return record.trials.every(({ trial }) => distinctRuns(record, trial.id).distinct <= 1);
}

function distinctRuns(record: StudyRecord, trialId: string): { readonly among: number; readonly distinct: number } {
  const numbers = [...numbersBySeed(record, trialId).values()];
  return { among: numbers.length, distinct: new Set(numbers).size };
}

function numbersBySeed(record: StudyRecord, trialId: string): Map<number, string> {
  return new Map(
    runsOf(record, trialId).flatMap(({ run, outcome }) =>
      outcome?.kind === 'completed' ? [[run.seedIndex, allNumbers(outcome)]] : [],
    ),
  );
}

function allNumbers({ metrics }: CompletedOutcome): string {
  const lines = metrics
    .filter(({ name }) => !variesAnyway(name))
    .map(({ name, value, series }) => [name, value, ...series.map((point) => point.value)].map(String).join(' '));
  return lines.sort().join('\n');
}
