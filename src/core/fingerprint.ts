/**
 * What a run really was over its first steps, as the probe saw it from inside. The probe writes it as
 * JSON (`python/ablationmage_probe/fingerprint/`); names here are the keys there.
 */
export interface Fingerprint {
  /** Optimizer steps (PyTorch) or fits (scikit-learn) taken when it was written. */
  readonly steps: number;
  /** From the start of the process to the end of the first step; absent where none was taken. Milliseconds. */
  readonly firstStepMs?: number;
  /** Root modules of PyTorch, those called by no other module, in the order of their first call. */
  readonly models: readonly ModelPrint[];
  readonly optimizers: readonly OptimizerPrint[];
  readonly schedulers: readonly NamedSettings[];
  /** Loss modules that were called. */
  readonly losses: readonly NamedSettings[];
  /**
   * Operations of the graph behind the losses of each optimizer's first step, by name of the autograd node:
   * `{ "AddBackward0": 2 }`.
   */
  readonly operations: Readonly<Record<string, number>>;
  /** `torch.compile` made a part of the model: which operations it computes and modules it calls was not seen. */
  readonly isCompiled?: boolean;
  readonly loaders: readonly LoaderPrint[];
  /** Hash of all global random states just before the first module was constructed. */
  readonly randomState?: string;
  /** Fits of scikit-learn's estimators by the user's code, in order. */
  readonly fits: readonly FitPrint[];
  /** Models of Keras and parameter trees of JAX, where present. */
  readonly others: readonly OtherModelPrint[];
  /** Functions of the user's files that were called: `train.py:Net.forward`. Absent where not traced. */
  readonly functions?: readonly string[];
  /** How the process ended the smoke run: by our stop, by itself, or it went on (taken along in a full run). */
  readonly ending: 'stopped' | 'ended' | 'went-on';
  /** Whether a root module was called in evaluation mode or without gradients after the first step. */
  readonly evaluated: boolean;
}

export interface NamedSettings {
  /** `Adam`, `CosineAnnealingLR` */
  readonly type: string;
  /** Names and values as Python prints them. */
  readonly settings: Readonly<Record<string, string>>;
}

/** A root module with its tree. */
export interface ModelPrint {
  readonly type: string;
  readonly modules: readonly ModulePrint[];
  /** Of the first call. */
  readonly inputs: readonly TensorPrint[];
}

export interface ModulePrint {
  /** Qualified, `''` for the root: `blocks.0.conv2`. */
  readonly name: string;
  readonly type: string;
  /** `extra_repr()`: `16, 16, kernel_size=(3, 3)`. */
  readonly settings: string;
  /** Own parameters, not those of submodules, by name. */
  readonly parameters: readonly ParameterPrint[];
  /** Own buffers' shapes, by name. */
  readonly buffers: Readonly<Record<string, readonly number[]>>;
  /** Calls until the fingerprint was written; 0 where it never took part. */
  readonly calls: number;
  /** Position among the first calls of all modules; absent where it was not called. */
  readonly order?: number;
  /** Of the first call: `float32[8, 16, 14, 14]`. */
  readonly input?: string;
  readonly output?: string;
}

export interface ParameterPrint {
  readonly name: string;
  readonly shape: readonly number[];
  readonly trainable: boolean;
  /** Whether it had a gradient at one of the steps seen. */
  readonly hasGradient: boolean;
  /** Whether some optimizer owns it. */
  readonly isOptimized: boolean;
}

/** A tensor that entered a root module. */
export interface TensorPrint {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly device: string;
  /** SHA-256 of its bytes; absent for very large ones. */
  readonly sha256?: string;
}

export interface OptimizerPrint extends NamedSettings {
  /** Each group's own settings and what it owns. The settings above are those of the first. */
  readonly groups: readonly {
    readonly settings: Readonly<Record<string, string>>;
    readonly tensors: number;
    readonly parameters: number;
  }[];
}

export interface LoaderPrint {
  readonly datasetType: string;
  readonly datasetLength?: number;
  readonly settings: Readonly<Record<string, string>>;
  /** `repr` of the dataset's transforms; empty where it has none. */
  readonly transforms: string;
  /** Hashes of samples by index, drawn at the stop under a fixed seed: `{ "0": "ab12..." }`. */
  readonly samples: Readonly<Record<string, string>>;
  /** Hashes of the tensors or arrays the dataset holds, by attribute. */
  readonly contents: Readonly<Record<string, string>>;
}

export interface FitPrint {
  readonly type: string;
  /** `get_params(deep=True)`, estimators by their class: `{ "clf__C": "1.0" }`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Steps, transformers and members by path: `{ "scaler": "StandardScaler" }`. */
  readonly estimators: Readonly<Record<string, string>>;
  /** Rows and columns of X, before any sampling. */
  readonly shape: readonly number[];
  readonly columns?: readonly string[];
  readonly targets?: string;
  /** Hash of all of X and y as they came. */
  readonly sha256?: string;
  /** `train.py:41`, the place in the user's files that fitted. */
  readonly place: string;
}

export interface OtherModelPrint {
  readonly library: 'keras' | 'jax';
  readonly type: string;
  readonly parameters: number;
  readonly layers: Readonly<Record<string, string>>;
  readonly optimizer?: NamedSettings;
}
