import type { MetricSelection } from '../../core/metric.js';
import type { FailureReason } from '../../core/outcome.js';
import { failure, type Result } from '../../core/result.js';
import type { Summary } from '../../core/effect.js';
import type { RecordedRun, StudyRecord } from '../../core/study-record.js';
import { mean, standardDeviation } from '../../statistics/summary.js';
import { directionOf } from './candidates.js';
import { runsByTrial } from './runs-by-trial.js';
import { selectValue } from './select-value.js';

/** A metric's value at one seed. */
export interface SeedValue {
  readonly seedIndex: number;
  readonly value: number;
}

/** What one run says of one metric; undefined where the run is still to come. */
export function runValue(
  record: StudyRecord,
  { outcome }: RecordedRun,
  metric: string,
  select: MetricSelection,
): Result<number, FailureReason> | undefined {
  if (outcome === undefined) return undefined;
  if (outcome.kind === 'failed') return failure(outcome.reason);
  return selectValue(outcome.metrics, metric, select, (name) => directionOf(record, name));
}

/** The values of one trial's completed runs, by seed index. */
export function trialValues(
  record: StudyRecord,
  trialId: string,
  metric: string,
  select: MetricSelection,
): readonly SeedValue[] {
  return runsOf(record, trialId).flatMap((run) => {
    const value = runValue(record, run, metric, select);
    return value?.ok === true ? [{ seedIndex: run.run.seedIndex, value: value.value }] : [];
  });
}

/** The planned runs of one trial, by seed index. */
export function runsOf(record: StudyRecord, trialId: string): readonly RecordedRun[] {
  return runsByTrial(record, trialId).toSorted((a, b) => a.run.seedIndex - b.run.seedIndex);
}

/** Mean, standard deviation and n; undefined without values. */
export function summarise(values: readonly SeedValue[]): Summary | undefined {
  if (values.length === 0) return undefined;
  const numbers = values.map(({ value }) => value);
  const deviation = standardDeviation(numbers);
  return {
    n: numbers.length,
    mean: mean(numbers),
    ...(deviation === undefined ? {} : { standardDeviation: deviation }),
    values,
  };
}
