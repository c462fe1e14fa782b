/** The flags that say where runs execute. */
export interface ExecutorFlags {
  readonly executor?: string;
  readonly partition?: string;
  readonly account?: string;
  readonly time?: string;
  readonly mem?: string;
  readonly gres?: string;
  readonly cpusPerTask?: string;
  readonly sbatch?: readonly string[];
  readonly detach?: boolean;
  readonly controllerJob?: boolean;
}
