import { homedir } from 'node:os';
import path from 'node:path';
import type { PlannedRun } from '../core/trial.js';

/** Two runs that wrote one file: what is in it belongs to neither. */
export interface SharedOutput {
  readonly path: string;
  /** The run that wrote there first. */
  readonly firstWriter: PlannedRun;
}

/** Where libraries keep downloads and compiled kernels; they lock what they share. */
const CACHE_VARIABLES = [
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'TORCH_HOME',
  'HF_HOME',
  'HF_DATASETS_CACHE',
  'TRANSFORMERS_CACHE',
  'KERAS_HOME',
  'MPLCONFIGDIR',
  'NUMBA_CACHE_DIR',
  'TRITON_CACHE_DIR',
  'TORCHINDUCTOR_CACHE_DIR',
  'TORCH_EXTENSIONS_DIR',
  'CUDA_CACHE_PATH',
  'WANDB_CACHE_DIR',
];

/** Who wrote a path first. */
export interface FirstWriters {
  /** The first writer of `file`: `run` itself, where nobody was before it. */
  firstWriter(file: string, run: PlannedRun): PlannedRun;
}

/** Of runs that one process looks after. */
export class FirstWritersHere implements FirstWriters {
  readonly #writers = new Map<string, PlannedRun>();

  firstWriter(file: string, run: PlannedRun): PlannedRun {
    const first = this.#writers.get(file) ?? run;
    this.#writers.set(file, first);
    return first;
  }
}

/**
 * Remembers which run wrote which path outside its own copy. A later attempt of the same run may write
 * where an earlier one did; another run may not.
 */
export class WrittenPaths {
  readonly #writers: FirstWriters;
  readonly #caches: readonly string[];

  /** `environment`: the user's own, which says where caches lie. */
  constructor(environment: NodeJS.ProcessEnv, writers: FirstWriters) {
    this.#writers = writers;
    this.#caches = CACHE_VARIABLES.map((name) => environment[name]).filter((folder) => folder !== undefined);
  }

  /** Takes in what a run wrote (absolute paths); returns the first path that another run wrote before. */
  add(run: PlannedRun, paths: readonly string[]): SharedOutput | undefined {
    let shared: SharedOutput | undefined;
    for (const written of paths) {
      if (this.isCache(written)) continue;
      const firstWriter = this.#writers.firstWriter(written, run);
      if (firstWriter.identity !== run.identity) shared ??= { path: written, firstWriter };
    }
    return shared;
  }

  /** Whether libraries keep it for whoever comes next, so that runs may share it. */
  isCache(file: string): boolean {
    const belowHome = path.relative(homedir(), file);
    // `~/.cache`, `~/.keras`, `~/.triton` ... but not `..`, which is outside the home.
    if (/^\.[^.]/.test(belowHome)) return true;
    if (file.startsWith('/dev/') || file.includes('/__pycache__/')) return true;
    if (file.includes('/torchinductor_')) return true;
    return this.#caches.some((folder) => file.startsWith(path.resolve(folder) + path.sep));
  }
}
