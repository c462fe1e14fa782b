import type { MetricMeaning } from '../../core/report.js';
import type { LossChange, RecordedTrial, StudyRecord } from '../../core/study-record.js';
import { unreachable } from '../../core/unreachable.js';
import { BASELINE_ID } from '../../core/trial.js';
import { completedOutcomes } from './candidates.js';
import { isEvaluationMetric, isTrainingMetric } from './metric-standing.js';
import { metricTokens } from './metric-tokens.js';

const LOSSES = new Set(['loss', 'losses', 'nll', 'elbo', 'objective', 'cost', 'perplexity', 'ppl', 'bpc', 'bpd']);

/** Parts of a loss that are printed on their own: another part's removal leaves their meaning alone. */
const PARTS = new Set(['recon', 'reconstruction', 'rec', 'kl', 'kld', 'aux']);

/**
 * Whether a metric is still the same quantity without the component. A loss that loses a term is the sum of
 * fewer terms: that it is smaller says nothing. Judged by where the source computes the changed loss, and by
 * the numbers themselves. Undefined where nothing speaks against it.
 */
export function metricMeaning(
  record: StudyRecord,
  { trial, lossChange }: RecordedTrial,
  metric: string,
): MetricMeaning | undefined {
  const tokens = metricTokens(metric);
  if (!tokens.some((token) => LOSSES.has(token)) || tokens.some((token) => PARTS.has(token))) return undefined;
  if (trial.id !== BASELINE_ID && becameAnother(record, trial.id, metric)) return 'changed';
  return lossChange === undefined ? undefined : meaningBySource(lossChange, metric);
}

function meaningBySource(lossChange: LossChange, metric: string): MetricMeaning | undefined {
  switch (lossChange) {
    case 'in-evaluation':
      return 'changed';
    case 'in-training':
      if (isTrainingMetric(metric)) return 'changed';
      return isEvaluationMetric(metric) ? undefined : 'doubtful';
    case 'somewhere':
      return 'doubtful';
    default:
      return unreachable(lossChange);
  }
}

/**
 * Whether the metric is, value for value, another metric of the run, from which it differs everywhere in the
 * baseline: `loss = recon + kld` is `recon` where the other term is gone.
 */
function becameAnother(record: StudyRecord, trialId: string, metric: string): boolean {
  const ofTrial = completedOutcomes(record, trialId);
  const ofBaseline = completedOutcomes(record, BASELINE_ID);
  const names = new Set(ofTrial.flatMap(({ metrics }) => metrics.map(({ name }) => name)));
  names.delete(metric);
  return [...names].some(
    (other) =>
      ofTrial.length > 0 &&
      ofBaseline.length > 0 &&
      ofTrial.every((outcome) => agreement(outcome, metric, other) === 'everywhere') &&
      ofBaseline.every((outcome) => agreement(outcome, metric, other) === 'nowhere'),
  );
}

type Outcome = ReturnType<typeof completedOutcomes>[number];

/** Of two series; a single value, or one that stands still, may agree by accident. */
function agreement({ metrics }: Outcome, metric: string, other: string): 'everywhere' | 'nowhere' | 'unknown' {
  const [first, second] = [metric, other].map((name) => metrics.find((candidate) => candidate.name === name)?.series);
  if (first === undefined || second === undefined || first.length < 2 || first.length !== second.length)
    return 'unknown';
  const equal = first.filter((point, index) => point.value === second[index]?.value).length;
  if (equal === 0) return 'nowhere';
  const varies = new Set(first.map(({ value }) => value)).size > 1;
  return varies && equal === first.length ? 'everywhere' : 'unknown';
}
