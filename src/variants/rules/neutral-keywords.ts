/** The value at which a keyword argument of a library's callable does nothing, by that library's documentation. */
export interface NeutralKeyword {
  /** Of the callable's full name: `torch.optim.AdamW`. */
  readonly callee: RegExp;
  readonly keywords: readonly string[];
  readonly neutral: string;
  /** Other keywords of the same call that would then be an error or mean something else. */
  readonly conflictsWith?: readonly string[];
  /** Calls that would set the value again, so that what is written here would not decide. */
  readonly unlessCalled?: RegExp;
  /** Dictionary entries of that name (parameter groups) would decide instead. */
  readonly unlessInGroups?: true;
  /** Attributes that no file of the project may use, for they would be gone. */
  readonly unlessUsed?: readonly string[];
}

const row = (callee: RegExp, keywords: string, neutral: string): NeutralKeyword => ({
  callee,
  keywords: keywords.split(' '),
  neutral,
});

/** Reviewed against the documentation of each library; what is not here has no neutral value that is sure. */
export const NEUTRAL_KEYWORDS: readonly NeutralKeyword[] = [
  // torch.optim: "weight_decay (float): weight decay coefficient"; AdamW's default is 0.01, so it is written out.
  { ...row(/^(torch|timm)\.optim\.\w+$/, 'weight_decay', '0.0'), unlessInGroups: true },
  // "momentum (float): momentum factor (default: 0)"; "Nesterov momentum requires a momentum".
  {
    ...row(/^torch\.optim\.(SGD|RMSprop)$/, 'momentum', '0.0'),
    conflictsWith: ['nesterov', 'dampening'],
    unlessInGroups: true,
    // Both cycle the momentum as well, between bounds of their own.
    unlessCalled: /\b(OneCycleLR|CyclicLR)\(/,
  },
  // "nesterov: enables Nesterov momentum", "amsgrad: use the AMSGrad variant", "centered": off by default.
  row(/^torch\.optim\.\w+$/, 'nesterov amsgrad centered', 'False'),
  row(/^torch\.optim\.Adagrad$/, 'lr_decay', '0.0'),
  // "gamma: multiplicative factor of learning rate decay": at 1 the rate stays.
  row(/^torch\.optim\.lr_scheduler\.(StepLR|MultiStepLR|ExponentialLR)$/, 'gamma', '1.0'),
  // "label_smoothing: a float in [0.0, 1.0] ... where 0.0 means no smoothing".
  row(/^torch\.nn\.(CrossEntropyLoss|functional\.cross_entropy)$/, 'label_smoothing', '0.0'),
  row(/^timm\.loss\.LabelSmoothingCrossEntropy$/, 'smoothing', '0.0'),
  row(/^timm\.data\.Mixup$/, 'label_smoothing', '0.0'),
  // "weight / pos_weight: a manual rescaling weight given to each class (positive examples)", none by default.
  row(/^torch\.nn\.(CrossEntropyLoss|NLLLoss|functional\.(cross_entropy|nll_loss))$/, 'weight', 'None'),
  row(/^torch\.nn\.(BCEWithLogitsLoss|functional\.binary_cross_entropy_with_logits)$/, 'pos_weight', 'None'),
  // "dropout: if non-zero, introduces a Dropout layer".
  row(/^torch\.nn\.(LSTM|GRU|RNN|Transformer(EncoderLayer|DecoderLayer)?|MultiheadAttention)$/, 'dropout', '0.0'),
  // "p: probability of an element to be zeroed".
  row(/^torch\.nn\.(Alpha|FeatureAlpha)?Dropout[123]?d?$|^torch\.nn\.functional\.dropout[123]?d?$/, 'p', '0.0'),
  // "bias: if False, the layer will not learn an additive bias"; the attribute is then None.
  { ...row(/^torch\.nn\.(Linear|Conv\dd|ConvTranspose\dd)$/, 'bias', 'False'), unlessUsed: ['bias'] },
  // "affine / elementwise_affine: this module has learnable affine parameters"; else `weight` and `bias` are None.
  {
    ...row(/^torch\.nn\.(BatchNorm\dd|GroupNorm|InstanceNorm\dd)$/, 'affine', 'False'),
    unlessUsed: ['weight', 'bias'],
  },
  { ...row(/^torch\.nn\.(LayerNorm|RMSNorm)$/, 'elementwise_affine', 'False'), unlessUsed: ['weight', 'bias'] },
  // "enabled: whether autocasting (scaling) should be enabled".
  row(/^torch\.(autocast|(cuda\.amp|amp)\.GradScaler)$/, 'enabled', 'False'),
  // "max_norm: max norm of the gradients": no norm is above infinity.
  row(/^torch\.nn\.utils\.clip_grad_norm_$/, 'max_norm', 'float("inf")'),
  // "shuffle: set to True to have the data reshuffled at every epoch".
  row(/^torch\.utils\.data\.DataLoader$/, 'shuffle', 'False'),

  // torchvision: "p: probability of the image being flipped (erased ...)"; jitter and shifts of 0 or None do nothing.
  row(
    /^torchvision\.transforms\.(v2\.)?(Random(HorizontalFlip|VerticalFlip|Grayscale|Erasing|Perspective|Apply|Invert|Posterize|Solarize|Equalize|Autocontrast|AdjustSharpness))$/,
    'p',
    '0.0',
  ),
  row(/^torchvision\.transforms\.(v2\.)?ColorJitter$/, 'brightness contrast saturation hue', '0'),
  row(/^torchvision\.transforms\.(v2\.)?Random(Rotation|Affine)$/, 'degrees', '0'),
  row(/^torchvision\.transforms\.(v2\.)?RandomAffine$/, 'translate scale shear', 'None'),
  // "weights: the pretrained weights to use"; "pretrained: load pretrained weights".
  // Of GoogLeNet, segmentation and detection they also decide what the network returns.
  row(
    /^torchvision\.models\.(?!.*(googlenet|inception|segmentation|detection|deeplab|fcn_|rcnn))(\w+\.)*[a-z]\w*$/,
    'weights',
    'None',
  ),
  row(
    /^torchvision\.models\.(?!.*(googlenet|inception|segmentation|detection|deeplab|fcn_|rcnn))(\w+\.)*[a-z]\w*$|^timm\.create_model$/,
    'pretrained',
    'False',
  ),
  row(/^torchvision\.models\.(\w+\.)*[a-z]\w*$/, 'stochastic_depth_prob', '0.0'),
  row(/^timm\.create_model$/, 'drop_rate drop_path_rate attn_drop_rate', '0.0'),

  // Hugging Face: "weight_decay: the weight decay to apply (if not zero)"; "max_grad_norm": clips only where above 0.
  row(/^transformers\.TrainingArguments$/, 'weight_decay label_smoothing_factor max_grad_norm', '0.0'),
  // "warmup_steps: overrides any effect of warmup_ratio", which acts again where warmup_steps is 0.
  { ...row(/^transformers\.TrainingArguments$/, 'warmup_ratio', '0.0'), conflictsWith: ['warmup_steps'] },
  { ...row(/^transformers\.TrainingArguments$/, 'warmup_steps', '0'), conflictsWith: ['warmup_ratio'] },
  row(/^transformers\.TrainingArguments$/, 'fp16 bf16', 'False'),
  row(/^transformers\.get_\w+_schedule_with_warmup$/, 'num_warmup_steps', '0'),
  row(
    /^transformers\.\w+Config$/,
    'hidden_dropout_prob attention_probs_dropout_prob hidden_dropout attention_dropout activation_dropout dropout resid_pdrop embd_pdrop attn_pdrop classifier_dropout layerdrop',
    '0.0',
  ),
  // Lightning: "gradient_clip_val: ... passing None disables gradient clipping".
  row(/^(pytorch_lightning|lightning(\.pytorch)?)\.Trainer$/, 'gradient_clip_val', 'None'),

  // Keras: "rate: float between 0 and 1, fraction of the input units to drop".
  row(/^keras\.layers\.(Dropout|SpatialDropout\dD|GaussianDropout)$/, 'rate', '0.0'),
  row(/^keras\.layers\.(LSTM|GRU|SimpleRNN)$/, 'dropout recurrent_dropout', '0.0'),
  row(/^keras\.layers\.MultiHeadAttention$/, 'dropout', '0.0'),
  row(
    /^keras\.layers\.\w+$/,
    'kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint',
    'None',
  ),
  // "clipnorm, clipvalue, global_clipnorm, weight_decay: if set, ...".
  row(/^keras\.optimizers\.\w+$/, 'clipnorm clipvalue global_clipnorm', 'None'),
  // AdamW refuses None; 0.0 decays nothing.
  row(/^keras\.optimizers\.\w+$/, 'weight_decay', '0.0'),
  row(/^keras\.optimizers\.\w+$/, 'use_ema amsgrad nesterov centered', 'False'),
  { ...row(/^keras\.optimizers\.(SGD|RMSprop)$/, 'momentum', '0.0'), conflictsWith: ['nesterov'] },
  row(/^keras\.losses\.\w+$/, 'label_smoothing', '0.0'),

  // scikit-learn: "class_weight: if None, all classes are supposed to have weight one".
  row(/^sklearn\.(?!utils|metrics|model_selection)/, 'class_weight', 'None'),
  // "alpha: strength of the L2 regularization term"; of Ridge "alpha = 0 is ordinary least squares".
  row(/^sklearn\.(linear_model\.Ridge|neural_network\.MLP(Classifier|Regressor))$/, 'alpha', '0.0'),
  row(/^sklearn\.ensemble\.HistGradientBoosting\w+$/, 'l2_regularization', '0.0'),
  // "early_stopping: whether to use early stopping".
  row(
    /^sklearn\.(neural_network\.MLP\w+|linear_model\.SGD\w+|linear_model\.Perceptron|ensemble\.HistGradientBoosting\w+)$/,
    'early_stopping',
    'False',
  ),
  row(/^sklearn\.neural_network\.MLP\w+$/, 'nesterovs_momentum', 'False'),
  // "subsample: the fraction of samples to be used"; "max_features: if None, all features".
  {
    ...row(/^sklearn\.ensemble\.GradientBoosting\w+$/, 'subsample', '1.0'),
    unlessUsed: ['oob_improvement_', 'oob_scores_', 'oob_score_'],
  },
  row(/^sklearn\.(ensemble\.(RandomForest|ExtraTrees|GradientBoosting)|tree\.)\w+$/, 'max_features', 'None'),
  row(/^sklearn\.(ensemble\.(RandomForest|ExtraTrees|GradientBoosting)|tree\.)\w+$/, 'ccp_alpha', '0.0'),
  row(/^sklearn\.(ensemble\.(RandomForest|ExtraTrees|GradientBoosting)|tree\.)\w+$/, 'min_samples_leaf', '1'),
  // "bootstrap: if False, the whole dataset is used to build each tree"; oob_score and max_samples need it.
  {
    ...row(/^sklearn\.ensemble\.(RandomForest|ExtraTrees)\w+$/, 'bootstrap', 'False'),
    conflictsWith: ['oob_score', 'max_samples'],
  },
  row(/^sklearn\.neighbors\.KNeighbors\w+$/, 'weights', '"uniform"'),
  row(/^sklearn\.ensemble\.Voting\w+$/, 'weights', 'None'),
  row(/^sklearn\.linear_model\.\w+$/, 'fit_intercept', 'False'),
  row(/^sklearn\.preprocessing\.StandardScaler$/, 'with_mean with_std', 'False'),
  row(/^sklearn\.decomposition\.PCA$/, 'whiten', 'False'),
  // Text: "ngram_range (1, 1) means only unigrams"; "stop_words: if None, no stop words will be used".
  row(/^sklearn\.feature_extraction\.text\.(Tfidf|Count|Hashing)Vectorizer$/, 'ngram_range', '(1, 1)'),
  row(/^sklearn\.feature_extraction\.text\.(Tfidf|Count|Hashing)Vectorizer$/, 'stop_words', 'None'),
  row(/^sklearn\.feature_extraction\.text\.(Tfidf|Count)Vectorizer$/, 'min_df', '1'),
  row(/^sklearn\.feature_extraction\.text\.(Tfidf|Count)Vectorizer$/, 'max_df', '1.0'),
  {
    ...row(/^sklearn\.feature_extraction\.text\.Tfidf(Vectorizer|Transformer)$/, 'use_idf', 'False'),
    unlessUsed: ['idf_'],
  },
  row(/^sklearn\.feature_extraction\.text\.Tfidf(Vectorizer|Transformer)$/, 'sublinear_tf', 'False'),

  // XGBoost: reg_lambda and reg_alpha are the L2 and L1 terms, gamma the minimum loss reduction of a split,
  // subsample and colsample_* fractions of rows and columns (1: all), scale_pos_weight the balance of classes.
  row(/^xgboost\.XGB\w+$/, 'reg_lambda reg_alpha gamma min_split_loss', '0.0'),
  row(/^xgboost\.XGB\w+$/, 'subsample colsample_bytree colsample_bylevel colsample_bynode scale_pos_weight', '1.0'),
  {
    ...row(/^xgboost\.XGB\w+$/, 'early_stopping_rounds', 'None'),
    unlessUsed: ['best_iteration', 'best_score', 'best_ntree_limit'],
  },
  // LightGBM: the same meanings under its own names.
  row(/^lightgbm\.LGBM\w+$/, 'reg_lambda reg_alpha min_split_gain', '0.0'),
  row(/^lightgbm\.LGBM\w+$/, 'subsample colsample_bytree scale_pos_weight', '1.0'),
  row(/^lightgbm\.LGBM\w+$/, 'class_weight', 'None'),
  row(/^lightgbm\.LGBM\w+$/, 'is_unbalance', 'False'),
  // CatBoost: "l2_leaf_reg: coefficient at the L2 regularization term"; "random_strength: the amount of randomness".
  row(/^catboost\.CatBoost\w+$/, 'l2_leaf_reg random_strength', '0'),
  row(/^catboost\.CatBoost\w+$/, 'class_weights auto_class_weights', 'None'),
];
