import type { MetricSelection } from '../../core/metric.js';
import type { TrialMetric } from '../../core/report.js';
import type { StudyRecord } from '../../core/study-record.js';
import { BASELINE_ID } from '../../core/trial.js';
import { hasNoSpread } from '../../statistics/spread.js';
import { isDeterministic } from './bit-identical.js';
import { inferFamily, type InferredEffect } from './infer-effects.js';
import { pairBySeed } from './paired-differences.js';
import { summarise, trialValues, type SeedValue } from './trial-values.js';

/** One metric over the whole study: the values of every trial, compared with the baseline's. */
export interface MetricAnalysis {
  readonly metric: string;
  readonly role: 'primary' | 'exploratory';
  /** By trial id, the baseline included. */
  readonly values: ReadonlyMap<string, readonly SeedValue[]>;
  /** By trial id; a trial without a seed completed in both is absent. */
  readonly effects: ReadonlyMap<string, InferredEffect>;
}

/**
 * Compares every trial with the baseline on one metric. The primary metric's trials are one family
 * for Holm's adjustment; on an exploratory metric each trial stands alone, uncorrected.
 */
export function analyseMetric(
  record: StudyRecord,
  metric: string,
  role: MetricAnalysis['role'],
  select: MetricSelection,
): MetricAnalysis {
  const values = new Map(record.trials.map(({ trial }) => [trial.id, trialValues(record, trial.id, metric, select)]));
  const baseline = values.get(BASELINE_ID) ?? [];
  const paired = [...values].flatMap(([trialId, ofTrial]) => {
    const pairs = trialId === BASELINE_ID ? undefined : pairBySeed(baseline, ofTrial);
    return pairs === undefined ? [] : [{ trialId, pairs }];
  });
  const chance = hasNoSpread(baseline.map(({ value }) => value)) && isDeterministic(record, metric) ? 'none' : 'some';
  const families = role === 'primary' ? [paired] : paired.map((alone) => [alone]);
  const effects = new Map(families.flatMap((family) => [...inferFamily(family, record.alpha, chance)]));
  return { metric, role, values, effects };
}

/** What the report shows of one metric of one trial. */
export function trialMetric({ metric, role, values, effects }: MetricAnalysis, trialId: string): TrialMetric {
  const summary = summarise(values.get(trialId) ?? []);
  const effect = effects.get(trialId)?.effect;
  return { metric, role, ...(summary === undefined ? {} : { summary }), ...(effect === undefined ? {} : { effect }) };
}
