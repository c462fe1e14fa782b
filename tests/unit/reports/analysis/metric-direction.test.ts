import { describe, expect, it } from 'vitest';
import { inferDirection } from '../../../../src/reports/analysis/metric-direction.js';

const HIGHER = [
  'acc', 'accuracy', 'test_acc', 'valAcc', 'Acc@1', 'top5_accuracy', 'f1', 'macro avg f1-score', 'r2_score', 'auc',
  'roc_auc_score', 'mAP', 'mean_iou', 'BLEU', 'precision', 'recall@5', 'score', 'neg_mean_squared_error',
  'inception_score', 'average_precision_score', 'accuracy (Test set)', 'log_likelihood', 'episode_reward', 'psnr',
  'explained_variance',
]; // prettier-ignore

const LOWER = [
  'loss', 'val_loss', 'valLoss', 'error', 'test_err', 'RMSE', 'mse', 'mean_absolute_error', 'perplexity', 'ppl', 'nll',
  'fid', 'fid_score', 'WER', 'bits_per_dim', 'brier_score_loss', 'brier_score', 'davies_bouldin_score',
  'negative log likelihood', 'accuracy_loss', 'false_positive_rate', 'word_error_rate', 'average loss (Test set)',
  'kl_divergence', 'top1_error',
]; // prettier-ignore

describe('direction of a metric', () => {
  it.each(HIGHER)('%s: higher is better', (name) => {
    expect(inferDirection(name)).toEqual({ direction: 'higher-is-better', origin: 'name' });
  });

  it.each(LOWER)('%s: lower is better', (name) => {
    expect(inferDirection(name)).toEqual({ direction: 'lower-is-better', origin: 'name' });
  });

  it.each(['result', 'x', 'lossless', 'accumulated', 'terror'])('%s: assumed, and said so', (name) => {
    expect(inferDirection(name)).toEqual({ direction: 'higher-is-better', origin: 'assumed' });
  });
});
