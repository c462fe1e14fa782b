import type {
  Fingerprint,
  FitPrint,
  LoaderPrint,
  ModelPrint,
  OptimizerPrint,
  ParameterPrint,
} from '../../../../src/core/fingerprint.js';
import { compareFingerprints } from '../../../../src/checks/fingerprint/compare-fingerprints.js';
import type { ChangeKind, ComparisonTarget } from '../../../../src/checks/fingerprint/comparison-target.js';

/** A run of PyTorch whose optimizer owns what the models say; what is given stands instead. */
export function run(models: readonly ModelPrint[], more: Partial<Fingerprint> = {}): Fingerprint {
  return {
    steps: 2,
    firstStepMs: 900,
    models,
    optimizers: [adam(models)],
    schedulers: [],
    losses: [{ type: 'CrossEntropyLoss', settings: { reduction: "'mean'", label_smoothing: '0.0' } }],
    operations: operationsOf(models),
    loaders: [loader()],
    randomState: 'state-0',
    fits: [],
    others: [],
    ending: 'stopped',
    evaluated: false,
    ...more,
  };
}

export const ADAM = {
  lr: '0.001',
  betas: '(0.9, 0.999)',
  eps: '1e-08',
  weight_decay: '0.01',
  amsgrad: 'False',
  maximize: 'False',
};

export function adam(
  models: readonly ModelPrint[],
  settings: Readonly<Record<string, string>> = ADAM,
  type = 'Adam',
): OptimizerPrint {
  const owned = models
    .flatMap(({ modules }) => modules.flatMap(({ parameters }) => parameters))
    .filter(({ isOptimized }) => isOptimized);
  return { type, settings, groups: [{ settings, tensors: owned.length, parameters: count(owned) }] };
}

export function loader(more: Partial<LoaderPrint> = {}): LoaderPrint {
  return {
    datasetType: 'TensorDataset',
    datasetLength: 1437,
    settings: {
      batch_size: '8',
      drop_last: 'False',
      shuffle: 'True',
      sampler: 'RandomSampler',
      batch_sampler: 'BatchSampler',
      num_workers: '0',
      collate_fn: 'default_collate',
      pin_memory: 'False',
    },
    transforms: '',
    samples: { 0: 'aa', 1: 'bb' },
    contents: { tensors: 'cc' },
    ...more,
  };
}

export function fit(type: string, more: Partial<FitPrint> = {}): FitPrint {
  return {
    type,
    settings: {},
    estimators: {},
    shape: [1437, 64],
    targets: 'int64[1437] 10 classes',
    sha256: 'data-0',
    place: 'train.py:20',
    ...more,
  };
}

/** A run of scikit-learn. */
export function fitted(fits: readonly FitPrint[], more: Partial<Fingerprint> = {}): Fingerprint {
  const { randomState: _state, ...rest } = run([], { steps: fits.length, optimizers: [], losses: [], loaders: [] });
  return { ...rest, operations: {}, fits, ...more };
}

/** A component that the mark defines as attributes of a module. */
export function target(
  moduleNames: readonly string[],
  more: Partial<Omit<ComparisonTarget, 'kinds'>> & { readonly kinds?: readonly ChangeKind[] } = {},
): ComparisonTarget {
  return {
    moduleNames,
    definesModules: true,
    classNames: [],
    settingNames: [],
    ...more,
    kinds: new Set(more.kinds ?? ['modules']),
  };
}

export interface Judged {
  readonly rejected: readonly string[];
  readonly suspicious: readonly string[];
  readonly notes: readonly string[];
}

export function judge(baseline: Fingerprint, variant: Fingerprint, of: ComparisonTarget): Judged {
  const { evidence } = compareFingerprints(baseline, variant, of);
  const messages = (severity: string): string[] =>
    evidence.filter((each) => each.severity === severity).map(({ message }) => message);
  return { rejected: messages('rejected'), suspicious: messages('suspicious'), notes: messages('note') };
}

/** Neither rejected nor suspicious: what a correct variant gets; gives the notes. */
export function notesOfFaithful(baseline: Fingerprint, variant: Fingerprint, of: ComparisonTarget): readonly string[] {
  const { rejected, suspicious, notes } = judge(baseline, variant, of);
  if (rejected.length + suspicious.length > 0) throw new Error([...rejected, ...suspicious].join('\n'));
  return notes;
}

/** The nodes of the graph that such layers leave, one for each called layer. */
const OPERATION: Readonly<Record<string, readonly string[]>> = {
  Conv2d: ['ConvolutionBackward0'],
  ConvTranspose2d: ['ConvolutionBackward0'],
  Linear: ['AddmmBackward0', 'TBackward0'],
  BatchNorm2d: ['NativeBatchNormBackward0'],
  LayerNorm: ['NativeLayerNormBackward0'],
  ReLU: ['ReluBackward0'],
  Dropout: ['MulBackward0'],
  MaxPool2d: ['MaxPool2DWithIndicesBackward0'],
};

function operationsOf(models: readonly ModelPrint[]): Record<string, number> {
  const operations: Record<string, number> = models.length === 0 ? {} : { NllLossBackward0: 1, LogSoftmaxBackward0: 1 };
  // A dropout that never drops gives back its input itself.
  const called = models.flatMap(({ modules }) =>
    modules.filter(({ calls, settings }) => calls > 0 && !settings.startsWith('p=0,')),
  );
  for (const name of called.flatMap(({ type, parameters }) => nodesOf(type, parameters.length > 0))) {
    operations[name] = (operations[name] ?? 0) + 1;
  }
  return operations;
}

/** What is not in the table has a node of its own where it learns something. */
function nodesOf(type: string, learns: boolean): readonly string[] {
  const plain = type.replace(/^Parametrized/, '');
  return OPERATION[plain] ?? (learns ? [`${plain}Backward0`] : []);
}

function count(parameters: readonly ParameterPrint[]): number {
  return parameters.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}
