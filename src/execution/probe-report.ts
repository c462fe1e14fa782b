/** What the probe inside the run's Python processes saw, all processes of the run together. */
export interface ProbeReport {
  /** No process reported: Python never loaded the probe. */
  readonly reported: boolean;
  readonly pythonVersion?: string;
  readonly executable?: string;
  /** Local modules (and the script) that were executed, with the hash of the source they were read from. */
  readonly loadedSources: readonly LoadedSource[];
  /** Files opened for reading that are not Python sources or libraries: data, weights, configuration. */
  readonly readFiles: readonly OpenedFile[];
  /** Absolute paths opened for writing outside the workspace and the system's temporary folders. */
  readonly writtenFiles: readonly string[];
  /** Writes to the user's project that were refused. */
  readonly refusedWrites: readonly string[];
  /** Numbers caught at sklearn.metrics, wandb, mlflow and tensorboard calls, in order. */
  readonly metrics: readonly ProbeMetric[];
  /** The exception that ended the main process, where there was one. */
  readonly exception?: ProbeException;
  /** Optimizer steps of PyTorch, of the process that took most of them; absent where none was taken. */
  readonly steps?: ProbeSteps;
  /** Installed packages that a watched run had imported by its end, in the order of their imports; empty for others. */
  readonly importedModules: readonly string[];
  /** Sentences for the report: `W&B was kept offline`. */
  readonly notes: readonly string[];
}

export interface LoadedSource {
  /** Absolute, symbolic links of folders not resolved: in the workspace or the project as they were named. */
  readonly path: string;
  /** Hex. Where stale bytecode was executed it is the hash of that, which is the hash of no source. */
  readonly sha256: string;
}

export interface OpenedFile {
  /** Absolute, symbolic links resolved: data linked into the workspace has the path it has in the project. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** It existed before the run and looks like trained weights. */
  readonly isCheckpoint: boolean;
}

export interface ProbeMetric {
  readonly name: string;
  readonly value: number;
  readonly step?: number;
  readonly source: 'logger' | 'sklearn';
  /** `train.py:96`; together with `name` it tells apart calls of different parts of a script. */
  readonly caller: string;
}

export interface ProbeException {
  /** `RuntimeError`, with its module where that is not builtins. */
  readonly type: string;
  readonly message: string;
  /** The innermost frame in the user's files: `model.py:41`. */
  readonly place?: string;
}

export interface ProbeSteps {
  readonly count: number;
  /** Between two consecutive steps; absent below three steps. */
  readonly medianMs?: number;
}
