/** Words that name a measured quantity; a number after such a word needs no colon to be its value. */
const MEASURES = new Set(
  (
    'acc accuracy ap auc aupr auprc auroc bce bertscore bits bleu bpb bpc bpd brier ce cer chrf coef correct ' +
    'correlation corr cost cosine crossentropy dice distance ece elbo em entropy err error errors f1 f2 fid fitness fnr fpr ' +
    'gap hamming hit hits hitrate iou jaccard kappa kendall kl kld l1 l2 likelihood logloss loss losses lpips map ' +
    'map50 mape mauc mcc mean meteor metric miou mae mrr mse nce ndcg nll nmi ari objective pearson perplexity ppl prec precision ' +
    'psnr purity r2 rec recall regret return returns reward rewards rmse rmsle roc rouge score scores sensitivity silhouette ' +
    'smape spearman specificity ssim success tnr top1 top5 tpr wer win auc_roc balanced_accuracy'
  ).split(' '),
);

/** Words after which a number counts the progress of the training. */
const PROGRESS = new Set(['epoch', 'ep', 'step', 'iter', 'iteration', 'batch', 'round', 'episode', 'update']);

/** `max epoch`, `number of steps`: a setting or a result, not where the training is. */
const NOT_PROGRESS = new Set(
  'max maximum num number n total per best last every each start first warmup early patience final'.split(' '),
);

/** Words whose number is part of the name: `class 3 accuracy`, `fold 1 accuracy`. */
const NUMBERED = new Set(
  'class fold layer head task client group cluster label level stage top domain view model subject agent dataloader dataset split hits at k'.split(
    ' ',
  ),
);

/** What follows a number that is a duration, a size or a count and no result. */
const UNITS = new Set(
  's sec secs second seconds ms us ns min mins minute minutes h hr hrs k m million billion samples images hour hours day days b kb mb gb tb kib mib gib bytes it/s'.split(
    ' ',
  ),
);

/** A log says few words many times. */
const knownParts = new Map<string, readonly string[]>();
const MAXIMUM_KNOWN_WORDS = 10_000;

/** The parts of a name, in lower case: `val_Top1-acc` is `val`, `top1`, `acc`. */
export function wordParts(text: string): readonly string[] {
  const known = knownParts.get(text);
  if (known !== undefined) return known;
  const parts = text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '');
  if (knownParts.size < MAXIMUM_KNOWN_WORDS) knownParts.set(text, parts);
  return parts;
}

export function isMeasure(words: readonly string[]): boolean {
  return words.some((word) =>
    wordParts(word).some((part) => MEASURES.has(part) || MEASURES.has(part.replace(/\d+$/, ''))),
  );
}

export function endsInProgressWord(words: readonly string[]): boolean {
  const last = words.at(-1)?.toLowerCase();
  if (last === undefined) return false;
  const parts = wordParts(last.replace(/^global[_-]/, ''));
  if (parts.some((part) => NOT_PROGRESS.has(part)) || !PROGRESS.has(parts.at(-1) ?? '')) return false;
  return !words.slice(-3, -1).some((word) => NOT_PROGRESS.has(word.toLowerCase()));
}

/** `epoch3`, `Epoch-3`, `ep03`: the number of the training's progress within one word. */
export function progressInWord(word: string): number | undefined {
  const match = /^(?:epoch|ep|step|iter|iteration|round)[-_]?(\d+)$/i.exec(word);
  return match?.[1] === undefined ? undefined : Number(match[1]);
}

export function isEpochWord(word: string): boolean {
  const parts = wordParts(word);
  return parts.at(-1) === 'epoch' || parts.at(-1) === 'ep';
}

export function isNumberedWord(word: string): boolean {
  return NUMBERED.has(word.toLowerCase());
}

/** `improved from 0.91 to 0.93`, `on 10000 images`: the number is not what the sentence reports. */
const PREPOSITIONS = new Set(
  'from than to by on at after until within under over above below with for in out version v'.split(' '),
);

export function isPreposition(word: string): boolean {
  return PREPOSITIONS.has(word.toLowerCase());
}

export function isUnit(word: string): boolean {
  return UNITS.has(word.toLowerCase());
}
