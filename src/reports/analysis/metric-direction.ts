import type { MetricDirection } from '../../core/metric.js';
import { knownToken, metricTokens } from './metric-tokens.js';

const HIGHER = new Set(
  (
    'acc accuracy f1 fscore auc auroc auprc aupr roc r2 d2 bleu rouge meteor cider chrf iou miou jaccard dice map ap ' +
    'precision prec recall sensitivity specificity kappa mcc ndcg mrr hit hits psnr ssim em correlation corr pearson ' +
    'spearman spearmanr pearsonr likelihood loglik elbo reward return returns success variance silhouette calinski ' +
    'purity nmi ari'
  ).split(' '),
);

const LOWER = new Set(
  (
    'loss losses error errors err rmse mse mae mape smape msle rmsle perplexity ppl nll nlpd bce xent fid kid lpips ' +
    'wer cer ter eer fpr fnr bits bpc bpb bpd ece brier divergence kl kld distance chamfer hamming deviance regret ' +
    'cost bouldin pinball miss false'
  ).split(' '),
);

/** How a metric's name is read: which way is better, and whether the name said so. */
export interface InferredDirection {
  readonly direction: MetricDirection;
  readonly origin: 'name' | 'assumed';
}

/**
 * Reads from a metric's name which way is better. The last telling word decides, as in English:
 * `accuracy_loss` is a loss. Without one, higher is assumed and said to be assumed.
 */
export function inferDirection(name: string): InferredDirection {
  const tokens = metricTokens(name);
  const negated = tokens[0] === 'neg' || tokens.includes('negative');
  for (const token of tokens.toReversed()) {
    if (knownToken(token, LOWER) !== undefined) return named(negated ? 'higher-is-better' : 'lower-is-better');
    if (knownToken(token, HIGHER) !== undefined) return named(negated ? 'lower-is-better' : 'higher-is-better');
  }
  // Only where no other word says more: `fid_score` and `brier_score` are better low.
  if (tokens.includes('score')) return named('higher-is-better');
  return { direction: 'higher-is-better', origin: 'assumed' };
}

function named(direction: MetricDirection): InferredDirection {
  return { direction, origin: 'name' };
}
