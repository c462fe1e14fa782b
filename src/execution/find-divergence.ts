import type { MetricRecord } from '../core/metric.js';

const LOSS_LIKE = /loss|nll|elbo|perplexity|ppl|cross_?entropy|objective/i;

/**
 * The metric that shows that training diverged: one the user chose that ended as NaN or infinity; where
 * none is chosen, a loss that did, or any where no metric ended finite. A score that is undefined for
 * other reasons (an AUC over one class) is no divergence.
 */
export function findDivergence(metrics: readonly MetricRecord[], chosen: readonly string[]): string | undefined {
  const ended = metrics.filter((metric) => !Number.isFinite(metric.value));
  if (ended.length === 0) return undefined;
  const isChosen = (metric: MetricRecord): boolean => chosen.includes(metric.name);
  if (metrics.some(isChosen)) return ended.find(isChosen)?.name;
  const loss = ended.find((metric) => LOSS_LIKE.test(metric.name));
  if (loss !== undefined) return loss.name;
  return ended.length === metrics.length ? ended[0]?.name : undefined;
}
