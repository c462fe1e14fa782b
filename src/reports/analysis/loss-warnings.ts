import type { StudyRecord } from '../../core/study-record.js';
import type { ChosenMetric } from './choose-metric.js';
import { metricTokens } from './metric-tokens.js';
import { listInWords } from './number-in-words.js';

const LOSSES = new Set(['loss', 'losses', 'nll', 'elbo', 'objective', 'cost', 'perplexity', 'ppl', 'bpc', 'bpd']);

/** Parts of a loss that are printed on their own: another part's removal leaves their meaning alone. */
const PARTS = new Set(['recon', 'reconstruction', 'rec', 'kl', 'kld', 'aux']);

/**
 * A variant without a term of the loss, judged by a loss: the two numbers may not measure the same thing,
 * and the smaller one may only be the sum of fewer terms.
 */
export function lossWarnings({ trials }: StudyRecord, { choice }: ChosenMetric): readonly string[] {
  const tokens = metricTokens(choice.name);
  if (!tokens.some((token) => LOSSES.has(token)) || tokens.some((token) => PARTS.has(token))) return [];
  const changed = trials.filter(({ changesLoss }) => changesLoss === true).map(({ trial }) => trial.id);
  if (changed.length === 0) return [];
  const verb = changed.length === 1 ? 'changes' : 'change';
  return [
    `${listInWords(changed)} ${verb} what the loss is made of: if ${choice.name} is computed from the same loss, it does ` +
      'not measure the same thing as in the baseline. Report a metric that the change is no part of, with --metric NAME.',
  ];
}
