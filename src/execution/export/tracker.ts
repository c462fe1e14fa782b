import { quoteCommandLine } from '../../core/quote-command-line.js';

/** An experiment tracker that `report --to` writes for, with its own Python library. */
export interface Tracker {
  /** As `--to` takes it; `python/ablationmage_export/to_NAME.py` writes it. */
  readonly name: string;
  /** What Python imports and pip installs. */
  readonly library: string;
  /** The folder it looks for. */
  readonly folder: string;
  /** The program that shows a folder. */
  readonly viewer: string;
  /** The command line that shows `folder`, where `viewer` is how its program is started. */
  readonly view: (viewer: string, folder: string) => string;
}

export const TRACKERS: readonly Tracker[] = [
  {
    name: 'wandb',
    library: 'wandb',
    folder: 'wandb',
    viewer: 'wandb',
    // The shell is to find the runs: older versions take no folder that holds several.
    view: (viewer, folder) => `${quoteCommandLine([viewer, 'sync', folder])}/offline-run-*`,
  },
  {
    name: 'mlflow',
    library: 'mlflow',
    folder: 'mlruns',
    viewer: 'mlflow',
    // From 3.13 on MLflow reads its own file store only where it is told to.
    view: (viewer, folder) =>
      `MLFLOW_ALLOW_FILE_STORE=true ${quoteCommandLine([viewer, 'ui', '--backend-store-uri', folder])}`,
  },
  {
    name: 'tensorboard',
    library: 'tensorboard',
    folder: 'tensorboard',
    viewer: 'tensorboard',
    view: (viewer, folder) => quoteCommandLine([viewer, '--logdir', folder]),
  },
];
