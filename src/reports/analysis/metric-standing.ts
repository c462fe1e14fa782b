import { knownToken, metricTokens } from './metric-tokens.js';

/** Never a result, whatever else the name says. */
const NEVER = new Set(
  (
    'lr time times seconds secs sec ms elapsed eta duration runtime seed seeds params parameters throughput speed ' +
    'memory mem gpu flops timestamp momentum decay norm grad'
  ).split(' '),
);

/** Not a result on its own, though part of many a result's name: `train_loss_epoch`. */
const NOT_ALONE = new Set(
  (
    'epoch epochs step steps iter iters iteration iterations batch batches rate learning size samples count num n index ' +
    'idx fold rank world port version total progress patience workers rows cols columns features classes support ' +
    'dim hidden width depth layers dropout temperature beta gamma alpha lambda weight warmup max min length tokens'
  ).split(' '),
);

/** Measures of quality, the more usual headline first. */
const MEASURES = (
  'accuracy acc f1 fscore auc auroc auprc roc map ap iou miou dice jaccard bleu rouge r2 mcc kappa precision recall ndcg ' +
  'mrr psnr ssim score reward return success perplexity ppl bpc bpd wer cer fid rmse mae mse mape nll error err loss'
).split(' ');
const MEASURE_SET = new Set(MEASURES);
const FIRST_LOSS = MEASURES.indexOf('nll');

/** Whether a metric with this name may be guessed to be what the study is about. */
export function isPossibleResult(name: string): boolean {
  const tokens = metricTokens(name);
  if (tokens.length === 0 || tokens.some((token) => NEVER.has(token))) return false;
  if (tokens.some((token) => knownToken(token, MEASURE_SET) !== undefined)) return true;
  return !tokens.some((token) => knownToken(token, NOT_ALONE) !== undefined);
}

/** Whether the name says that the number is measured on training data. */
export function isTrainingMetric(name: string): boolean {
  return metricTokens(name).some((token) => token === 'train' || token === 'training');
}

/** Whether the name says that the number is measured on data that nothing is trained on. */
export function isEvaluationMetric(name: string): boolean {
  return !isTrainingMetric(name) && splitRank(metricTokens(name)) < 2;
}

/**
 * Orders guesses, the better first: numbers on training data last of all; then by measure, with an
 * unknown name between the measures of quality and the losses; then test before validation before unsaid.
 */
export function compareNames(a: string, b: string): number {
  return (
    Number(isTrainingMetric(a)) - Number(isTrainingMetric(b)) ||
    measureRank(metricTokens(a)) - measureRank(metricTokens(b)) ||
    splitRank(metricTokens(a)) - splitRank(metricTokens(b))
  );
}

function measureRank(tokens: readonly string[]): number {
  const ranks = tokens.flatMap((token) => {
    const known = knownToken(token, MEASURE_SET);
    return known === undefined ? [] : [MEASURES.indexOf(known)];
  });
  if (ranks.length === 0) return FIRST_LOSS - 0.5;
  const last = Math.max(...ranks);
  return last >= FIRST_LOSS ? last : Math.min(...ranks);
}

function splitRank(tokens: readonly string[]): number {
  const has = (...words: readonly string[]): boolean => tokens.some((token) => words.includes(token));
  if (has('test', 'testing')) return 0;
  if (has('val', 'valid', 'validation', 'dev', 'eval', 'evaluation')) return 1;
  return 2;
}
