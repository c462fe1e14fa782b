/**
 * Libraries that were seen to start no thread, no process and no GPU while they are imported, and that do not change
 * how others are imported. Only these are imported in advance; the server looks all the same before it forks.
 */
const KNOWN = new Set([
  'PIL',
  'einops',
  'joblib',
  'lightgbm',
  'matplotlib',
  'mpl_toolkits',
  'networkx',
  'numpy',
  'omegaconf',
  'pandas',
  'patsy',
  'scipy',
  'seaborn',
  'skimage',
  'sklearn',
  'statsmodels',
  'sympy',
  'timm',
  'torch',
  'torchaudio',
  'torchinfo',
  'torchmetrics',
  'torchvision',
  'tqdm',
  'xgboost',
  'yaml',
]);

/** They start threads, or own the process, wherever they are imported: a study with one of them is never forked. */
const NEVER_FORKED = new Set([
  'accelerate',
  'cupy',
  'deepspeed',
  'flax',
  'horovod',
  'jax',
  'keras',
  'mpi4py',
  'mxnet',
  'optax',
  'paddle',
  'pyspark',
  'ray',
  'tensorflow',
  'tf_keras',
]);

/** Top-level name of a module. */
export function isKnownLibrary(name: string): boolean {
  return KNOWN.has(name);
}

/** The first of these top-level names that rules a fork server out. */
export function findNeverForked(names: readonly string[]): string | undefined {
  return names.find((name) => NEVER_FORKED.has(name));
}
