import path from 'node:path';

/** Folders that are never part of what a script needs: history, caches, installed packages. */
export const NEVER_NEEDED = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  '__pycache__',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.ipynb_checkpoints',
  '.tox',
  '.nox',
  '.eggs',
  '.idea',
  '.vscode',
  '.dvc',
  'ablationmage_outputs',
]);

/** Folders that training writes: what lies there came out of an earlier run. */
export const OUTPUT_FOLDER =
  /^(outputs?|checkpoints?|ckpts?|snapshots?|runs?|multirun|wandb|mlruns|mlartifacts|lightning_logs|tb_logs|tensorboard|logs?|results?|saved_models?|weights|experiments_out|neptune|\.neptune|aim|\.aim|catboost_info)$/i;

/** Folders whose name says that they hold data. */
export const DATA_FOLDER =
  /^(data|datas?ets?|raw|inputs?|corpus|corpora|mnist|fashionmnist|cifar.*|imagenet.*|processed|train|val|valid|validation|test|images|labels|annotations)$/i;

export const WEIGHTS_SUFFIX =
  /\.(pt|pth|ckpt|safetensors|h5|hdf5|keras|joblib|onnx|msgpack|pdparams|params|model|ubj)$/i;

/** Suffixes that hold models as often as data. */
export const PICKLE_SUFFIX = /\.(pkl|pickle|bin|dill)$/i;
export const ARRAY_SUFFIX = /\.(npy|npz)$/i;

export const MODEL_WORD =
  /(^|[^a-z])(model|checkpoint|ckpt|weights?|best|last|latest|epoch|trained|finetuned|optimizer|optim|state|ema|resume)([^a-z]|$)/i;

const RESULT_WORD =
  /(^|[^a-z])(results?|metrics?|history|scores?|preds?|predictions?|submission|trainer|outputs?|logs?|checkpoints?|ckpts?|runs?|artifacts?|sweeps?|experiments?|exps?|saved?|models?|weights?|figures?|figs?|plots?|cache|tmp|temp|build|dist|egg-info|best|last|state)([^a-z]|$)/i;

export const LOG_NAME = /(\.log|\.out|\.tfevents.*|^events\.out\..*|^core\.\d+|^\.coverage|\.prof)$/i;

const BYTECODE = /\.py[co]$/i;

const PYTHON_SUFFIX = /\.(py|pyi|pyx|pxd)$/i;

const TEXT_SUFFIX =
  /\.(ya?ml|toml|json|jsonl|jsonnet|cfg|ini|conf|gin|properties|txt|md|rst|sh|bash|in|typed|c|cc|cpp|cxx|h|hpp|cu|cuh)$/i;

export function isNeverNeededFolder(name: string): boolean {
  return NEVER_NEEDED.has(name);
}

export function isOutputFolder(name: string): boolean {
  return OUTPUT_FOLDER.test(name);
}

/** Some folder on the way to the file is named like data. `relativePath` is the file's. */
export function liesInDataFolder(relativePath: string): boolean {
  return path.posix
    .dirname(relativePath)
    .split('/')
    .some((folder) => DATA_FOLDER.test(folder));
}

export function isBytecode(name: string): boolean {
  return BYTECODE.test(name);
}

export function isPythonSource(name: string): boolean {
  return PYTHON_SUFFIX.test(name);
}

/** Configuration, notes, scripts: copied where small. A file without a suffix counts (`Makefile`). */
export function isText(name: string): boolean {
  return TEXT_SUFFIX.test(name) || !name.slice(1).includes('.');
}

/** Said only of what git ignores: the name speaks of something a run made. */
export function soundsLikeOutput(name: string): boolean {
  return RESULT_WORD.test(name);
}

export type NameKind = 'weights' | 'maybe-weights' | 'log' | 'other';

/**
 * What a file is, as far as its path tells. Weights and logs in a data folder are data (`data/train.pt`)
 * unless the name speaks of a model; a pickle or an array is a model only where its name says so.
 */
export function kindByName(relativePath: string): NameKind {
  const name = path.posix.basename(relativePath);
  const namesModel = MODEL_WORD.test(name.replace(/\.[^.]*$/, ''));
  const inData = liesInDataFolder(relativePath);
  if (WEIGHTS_SUFFIX.test(name)) return inData && !namesModel ? 'other' : 'weights';
  if (inData) return 'other';
  if (LOG_NAME.test(name)) return 'log';
  if (ARRAY_SUFFIX.test(name)) return namesModel ? 'weights' : 'other';
  if (PICKLE_SUFFIX.test(name)) return namesModel ? 'weights' : 'maybe-weights';
  return 'other';
}
