/** What a name sets, for settings that an ablation must leave alone. */
export type ProtectedRole =
  | 'the learning rate'
  | 'the batch size'
  | 'the length of the training'
  | 'the random seed'
  | 'the optimizer'
  | 'the schedule of the learning rate'
  | 'the regularisation'
  | 'the data'
  | 'the split of the data'
  | 'the augmentation'
  | 'the loss'
  | 'the metric'
  | 'the evaluation'
  | 'the device';

const ROLES: readonly (readonly [RegExp, ProtectedRole])[] = [
  [/(^|_)(lr|learning_?rate|base_lr|max_lr|min_lr|lr0|step_size_lr)($|_)|^learning_rate/i, 'the learning rate'],
  [/(^|_)(batch_?size|bs|mini_?batch)($|_)|BATCH/i, 'the batch size'],
  [
    /(^|_)(n_?)?(epochs?|max_epochs|num_epochs|max_iter|n_iter|iterations|n_steps|num_steps|max_steps|total_steps|episodes|num_episodes|n_estimators|patience|rounds|updates)($|_)/i,
    'the length of the training',
  ],
  [/(^|_)(seed|seeds|random_state|manual_seed|rng|generator|default_rng)($|_)/i, 'the random seed'],
  [
    /(^|_)(optimi[sz]er|optim|opt|momentum|betas|nesterov|amsgrad|SGD|AdamW?|RMSprop|Adagrad|LBFGS)($|_)/,
    'the optimizer',
  ],
  [
    /(sched|scheduler|warm_?up|StepLR|CosineAnnealing\w*|OneCycle\w*|ExponentialLR|LambdaLR|ReduceLROnPlateau)/i,
    'the schedule of the learning rate',
  ],
  [
    /(^|_)(weight_decay|wd|l2|l1|dropout|drop|p_drop|label_smoothing|max_norm|clip|grad_clip|alpha|C|reg_lambda|reg_alpha)($|_)/,
    'the regularisation',
  ],
  [
    /(test_size|train_size|split|n_splits|cv|folds?|stratify|val_frac|holdout|train_test_split|random_split|KFold)/i,
    'the split of the data',
  ],
  [/(augment|transform|flip|crop|jitter|noise|mixup|cutmix|normali[sz]e|mean|std)/i, 'the augmentation'],
  [
    /(data|dataset|loader|n_samples|num_samples|path|csv|shuffle|drop_last|num_workers|features?|columns?|(^|_)(x|y)_?(train|test|val)($|_)|train_[xy]|test_[xy])/i,
    'the data',
  ],
  [/((^|_)beta($|_)|loss|criterion|objective|reduction|nll|bce|mse|cross_entropy)/i, 'the loss'],
  [/(acc|accuracy|score|metric|f1|auc|r2|rmse|mae|precision|recall|perplexity|best)/i, 'the metric'],
  [/(eval|test|valid|validate|evaluate|predict|no_grad|inference_mode)/i, 'the evaluation'],
  [/(^|_)(device|cuda|dtype|half|amp)($|_)/i, 'the device'],
];

/** The protected setting that a name stands for, if any. */
export function protectedRole(name: string): ProtectedRole | undefined {
  return ROLES.find(([pattern]) => pattern.test(name))?.[1];
}

export function isProtectedName(name: string): boolean {
  return protectedRole(name) !== undefined;
}
