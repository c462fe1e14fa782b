import type { Project } from '../source/project.js';

/** Any of these may be called without a seed, also by a variable that is None. */
const MAY_DRAW_ENTROPY = /\b(?:default_rng|RandomState|SeedSequence|PCG64|PCG64DXSM|MT19937|Philox|SFC64)\b/u;

/** Libraries that cannot be imported without PyTorch, or NumPy. */
const NEED_TORCH = [
  ...['torch', 'torchvision', 'torchaudio', 'torchmetrics', 'torch_geometric', 'lightning', 'pytorch_lightning'],
  ...['timm', 'accelerate', 'peft', 'fastai', 'skorch', 'ignite', 'sentence_transformers', 'stable_baselines3'],
  'transformers',
];
const NEED_NUMPY = [
  ...['numpy', 'sklearn', 'pandas', 'scipy', 'xgboost', 'lightgbm', 'catboost', 'statsmodels', 'matplotlib', 'seaborn'],
  ...['datasets', 'gymnasium', 'cv2', 'skimage', 'imblearn', 'albumentations', 'jax', 'tensorflow', 'keras'],
];

/**
 * Lines that seed what the script leaves unseeded, as the study did, for the body of an `if`: its own seeds, which come
 * later, always win. `seed` is the name of a variable.
 */
export function librarySeeds(project: Project, seed: string): string[] {
  const imports = new Set(project.externalImports);
  const sources = [...project.pythonFiles.values()].map(({ text }) => text);
  const usesTorch = NEED_TORCH.some((name) => imports.has(name));
  const usesNumpy = usesTorch || NEED_NUMPY.some((name) => imports.has(name));
  return [
    '    # As in the study: what the script leaves unseeded is seeded too; its own seeds come later and win.',
    '    import random',
    '',
    `    random.seed(${seed})`,
    ...(usesNumpy ? ['    import numpy', '', `    numpy.random.seed(${seed} % 2**32)`] : []),
    ...(usesNumpy && sources.some((text) => MAY_DRAW_ENTROPY.test(text)) ? entropy(seed) : []),
    ...(usesTorch ? ['    import torch', '', `    torch.manual_seed(${seed})`] : []),
  ];
}

/** NumPy's generators without a seed draw from one function. */
function entropy(seed: string): string[] {
  return [
    '    import itertools',
    '',
    '    _drawn = itertools.count(1)',
    '',
    '    def _draw_bits(count):',
    `        words = numpy.random.SeedSequence([${seed} % 2**32, 0, next(_drawn)]).generate_state((count + 31) // 32)`,
    '        return sum(int(word) << (32 * place) for place, word in enumerate(words)) & ((1 << count) - 1)',
    '',
    '    numpy.random.bit_generator.randbits = _draw_bits',
  ];
}
