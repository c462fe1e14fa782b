/**
 * Of what Slurm tells a job, what a training may want to know: its resources and its scratch folder. The number of its task
 * would be another seed for whoever takes it for one, and libraries that find a whole job of several processes behave otherwise
 * than on the user's own machine.
 */
const KEPT = new Set([
  'SLURM_CONF',
  'SLURM_CPUS_ON_NODE',
  'SLURM_CPUS_PER_TASK',
  'SLURM_GPUS',
  'SLURM_GPUS_ON_NODE',
  'SLURM_JOB_GPUS',
  'SLURM_JOB_ID',
  'SLURM_MEM_PER_CPU',
  'SLURM_MEM_PER_GPU',
  'SLURM_MEM_PER_NODE',
  'SLURM_TMPDIR',
]);

/** The environment of runs in a job of Slurm, before what all runs get. */
export function jobEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:SLURM|SLURMD|SBATCH)_/.test(name) || KEPT.has(name)),
  );
}
