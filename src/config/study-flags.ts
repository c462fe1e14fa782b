import type { ExecutorFlags } from './executor-flags.js';
import type { ModelFlags } from './resolve-model.js';

/** The flags of `run` and `plan` as the command line gives them; everything may be absent. */
export interface StudyFlags extends ModelFlags, ExecutorFlags {
  readonly script?: string;
  /** What stands after `--`: the script's arguments, or a whole command. */
  readonly afterDashes: readonly string[];
  readonly config?: string;
  readonly project?: string;
  readonly name?: string;
  readonly out?: string;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly seeds?: string;
  readonly resampleSplits?: boolean;
  readonly aa?: boolean;
  readonly jobs?: string;
  readonly threads?: string;
  readonly gpusPerRun?: string;
  readonly timeout?: string;
  readonly memory?: string;
  readonly metric?: readonly string[];
  readonly select?: string;
  readonly direction?: string;
  readonly margin?: string;
  readonly python?: string;
  readonly inputs?: readonly string[];
  readonly sandbox?: string;
  /** --fork-server, --no-fork-server. */
  readonly forkServer?: boolean;
  readonly allowNetwork?: boolean;
  readonly passEnv?: readonly string[];
  readonly cache?: readonly string[];
  readonly keep?: string;
  readonly workDir?: string;
  readonly keepResults?: boolean;
  readonly rerun?: boolean;
  readonly retryFailed?: boolean;
  readonly strict?: boolean;
  readonly accept?: readonly string[];
  /** Trials that a model read out of hints are taken as they are. */
  readonly yes?: boolean;
}
