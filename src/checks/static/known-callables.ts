/** Callables of the libraries by what they mean to an ablation; from the libraries' documentation. */

/** Modules of torch.nn without parameters: one that stays, unused, is in no optimizer. */
export const PARAMETER_FREE =
  /^(?:Identity|(?:Alpha|FeatureAlpha)?Dropout\dd?|Dropout|DropPath|StochasticDepth|Flatten|Unflatten|Upsample|PixelShuffle|Softmax|LogSoftmax|Sigmoid|Tanh|ReLU6?|LeakyReLU|ELU|SELU|CELU|GELU|SiLU|Mish|Softplus|Softsign|Hard\w+|Adaptive\w*Pool\dd|(?:Max|Avg|LP|Fractional)\w*Pool\dd|\w*Loss|Gaussian\w*|Compose|Random\w+|ColorJitter|Normalize|GradScaler)$/;

/** Element-wise functions that go with the layer they follow. */
export const ACTIVATIONS =
  /^(?:relu6?|leaky_relu|elu|selu|celu|gelu|silu|swish|mish|tanh|sigmoid|softplus|hardswish|hardsigmoid|hardtanh|relu_|logsigmoid|ReLU6?|LeakyReLU|ELU|GELU|SiLU|Tanh|Sigmoid|act|activation|act\d|relu\d)$/;

/** Functions that only give another shape, or take a mean where a weighted one stood: no parameters, no choice. */
export const SHAPE_ONLY =
  /^(?:view|reshape|flatten|squeeze|unsqueeze|permute|transpose|t|contiguous|expand|expand_as|repeat|mean|sum|max|min|amax|amin|values|average|view_as|size|len|clone|copy|zeros|zeros_like|new_zeros|ones|ones_like|full|full_like|stack|cat|concat|concatenate|hstack|column_stack|array|tensor|as_tensor|asarray|list|tuple|dict|range|zip|enumerate|nullcontext)$/;

/** Calls that stand for "nothing": what a removed module, step or context may be replaced by. */
export const NEUTRAL_CALLS = /^(?:Identity|nullcontext|zeros|zeros_like|new_zeros|passthrough|FunctionTransformer)$/;

/** Modules whose first argument is the size of their input, and the keywords that say it. */
export const SIZED_BY_INPUT =
  /^(?:Linear|Bilinear|Conv\dd|ConvTranspose\dd|BatchNorm\dd|InstanceNorm\dd|SyncBatchNorm|LayerNorm|RMSNorm|PReLU|LSTM|GRU|RNN|LSTMCell|GRUCell|RNNCell|GroupNorm|Dense)$/;
/** Of these, those that are given what comes in and what goes out. Keras and Flax are only told what goes out. */
export const SIZED_BY_OUTPUT_TOO = /^(?:Linear|Bilinear|Conv\dd|ConvTranspose\dd|(?:LSTM|GRU|RNN)(?:Cell)?|Dense)$/;
export const INPUT_SIZE_KEYWORDS =
  /^(?:in_features|in_channels|in_dim|input_dim|input_size|num_features|normalized_shape|num_channels|in_planes|in_size|n_in|in_ch|n_features|num_inputs|feature_dim|feat_dim)$/;

/** Calls whose integers are shapes. */
export const RESHAPING =
  /^(?:view|reshape|flatten|unflatten|expand|zeros|ones|empty|new_zeros|broadcast_to|Reshape|Unflatten)$/;
