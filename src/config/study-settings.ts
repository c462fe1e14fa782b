import type { DeclaredComponent } from '../core/declared-component.js';
import type { ModelSettings } from '../core/model-settings.js';
import type { MetricRequest } from '../core/metric.js';
import type { Strictness } from '../core/verdict.js';
import type { SandboxGrants } from '../core/sandbox-grants.js';
import type { ExecutorSettings } from '../core/slurm-settings.js';
import type { SplitPolicy } from '../core/seed-strategy.js';

/** What the user asked for: flags over `ablation.yaml` over defaults, resolved once and frozen. */
export interface StudySettings {
  readonly invocation: Invocation;
  /** What was typed behind `ablationmage`, for whoever repeats the study; absent where no person typed. */
  readonly typedWords?: readonly string[];
  /** Where the project's sources are read instead of in the project: as an earlier start submitted them. Absolute. */
  readonly sourcesFrom?: string;
  /** Absolute; where the user stands. Runs start in the same place of their copy. */
  readonly currentDirectory: string;
  /** Absolute, where given. */
  readonly projectRoot?: string;
  readonly name: string;
  /** The study's folder. Absolute. */
  readonly studyDirectory: string;
  readonly components: readonly DeclaredComponent[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly seedIndices: readonly number[];
  readonly splitPolicy: SplitPolicy;
  /** Whether the baseline runs at as many other seeds too, to be compared with itself (A/A). */
  readonly secondBaseline: 'run' | 'none';
  readonly resources: ResourceSettings;
  readonly executor: ExecutorSettings;
  readonly metrics: MetricRequest;
  readonly python?: string;
  readonly inputs: readonly string[];
  /** `auto`: in bubblewrap where a model writes variants and the machine can. */
  readonly sandbox: 'auto' | 'bwrap' | 'none';
  /** Beyond their own folders, where runs are sandboxed. */
  readonly sandboxGrants: SandboxGrants;
  /** Whether runs are forked from a process that imported the libraries; `auto`: where that was seen to be the same. */
  readonly forkServer: 'auto' | 'on' | 'off';
  readonly keepWorkspaces: 'none' | 'failed' | 'all';
  /** Absolute, where given; on a cluster as it was typed, since nodes have their own `$TMPDIR`. */
  readonly workDirectory?: string;
  readonly equivalenceMargin?: number;
  /** What happens to finished runs whose sources changed since. */
  readonly changedRuns: 'ask' | 'keep' | 'rerun';
  readonly failedRuns: 'keep' | 'retry';
  /** `strict`: suspicious variants do not run either. */
  readonly strictness: Strictness;
  /** Trials that a person has looked at and takes, whatever their verdict. */
  readonly accepted: readonly string[];
  /** Who writes variants where no rule is sure; absent: nobody. */
  readonly model?: ModelSettings;
  /** Whether a person is asked about the trials that a model read out of hints. */
  readonly hintApproval: 'ask' | 'given';
}

/** How the script is started. */
export type Invocation =
  /** `python script arguments`, with the interpreter we find. */
  | { readonly kind: 'script'; readonly script: string; readonly arguments: readonly string[] }
  /** The user's own command; `script` is the marked file in it. */
  | { readonly kind: 'command'; readonly script: string; readonly command: readonly string[] };

export interface ResourceSettings {
  readonly jobs?: number;
  readonly threads?: number;
  readonly gpusPerRun?: number;
  readonly timeoutMs?: number;
  readonly memoryBytes?: number;
}
