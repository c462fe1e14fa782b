/** What is asked of Slurm for each job of a study, as its own options call it. */
export interface SlurmSettings {
  readonly partition?: string;
  readonly account?: string;
  /** As `sbatch --time` takes it. */
  readonly time?: string;
  /** As `sbatch --mem` takes it. */
  readonly memory?: string;
  readonly gres?: string;
  readonly cpusPerTask?: number;
  /** Further words for `sbatch`, as they are. */
  readonly sbatch: readonly string[];
}

/** Where runs execute, and on a cluster: who sees them through. */
export type ExecutorSettings =
  | { readonly kind: 'local' }
  | { readonly kind: 'slurm'; readonly slurm: SlurmSettings; readonly attendance: Attendance };

/**
 * `to-the-end`: this process waits. `until-submitted`: it leaves when the runs are in the queue. `by-controlling-job`: it leaves
 * then too, and a job of its own goes on in its place.
 */
export type Attendance = 'to-the-end' | 'until-submitted' | 'by-controlling-job';
